import Crypto
import Foundation

/// What one core does with the library that jig checks signatures and hashes with.
enum BareCryptography {
    /// Limit (c): verified Ed25519 signatures of a 32-byte hash a second.
    static func verificationsPerSecond(times: Int = 2000) throws -> Double {
        let key = Curve25519.Signing.PrivateKey()
        let hash = Data(SHA256.hash(data: Data("entry".utf8)))
        let signature = try key.signature(for: hash)
        let publicBytes = key.publicKey.rawRepresentation
        let (seconds, good) = try timed {
            let publicKey = try Curve25519.Signing.PublicKey(rawRepresentation: publicBytes)
            return (0..<times).filter { _ in publicKey.isValidSignature(signature, for: hash) }
        }
        guard good.count == times else { throw BenchError("a good signature does not verify") }
        return Double(times) / seconds
    }

    /// Limit (c): bytes of entries of 16 KiB hashed with SHA-256, in MB a second.
    static func hashedMegabytesPerSecond(entries: Int = 4000) -> Double {
        let entry = Data(repeating: 7, count: 16 * 1024)
        let (seconds, _) = timed {
            (0..<entries).reduce(UInt8(0)) { bits, _ in
                SHA256.hash(data: entry).reduce(bits, ^)
            }
        }
        return Double(entries * entry.count) / 1e6 / seconds
    }
}

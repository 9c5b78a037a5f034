import BankModel
import Crypto
import Foundation
import Testing

@testable import Identity

@Suite struct KeyTests {
    @Test func `OpenSSL reads an Ed25519 key that we wrote, and finds the same public key`() throws
    {
        let scratch = try Scratch()
        let key = RootKey()
        try key.write(to: scratch.path("root.pem"))
        try OpenSSL.succeed(
            "pkey",
            "-in",
            scratch.path("root.pem"),
            "-pubout",
            "-outform",
            "DER",
            "-out",
            scratch.path("root.der")
        )
        let shown = try Scratch.bytes(of: scratch.path("root.der"))
        #expect(Array(shown.suffix(32)) == key.publicKey)
        #expect(try Scratch.mode(of: scratch.path("root.pem")) == 0o600)
    }

    @Test func `we read an Ed25519 key that OpenSSL wrote, and sign what OpenSSL verifies`() throws
    {
        let scratch = try Scratch()
        let path = scratch.path("key.pem")
        try OpenSSL.succeed("genpkey", "-algorithm", "ed25519", "-out", path)
        try Scratch.setMode(0o600, of: path)
        let key = try RootKey(path: path)
        let message = Array("a message".utf8)
        try scratch.write(message, to: "message")
        try scratch.write(key.sign(message), to: "signature")
        try OpenSSL.succeed("pkey", "-in", path, "-pubout", "-out", scratch.path("public.pem"))
        try OpenSSL.succeed(
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            scratch.path("public.pem"),
            "-rawin",
            "-in",
            scratch.path("message"),
            "-sigfile",
            scratch.path("signature")
        )
    }

    @Test func `a key survives its file`() throws {
        let scratch = try Scratch()
        let key = RootKey()
        try key.write(to: scratch.path("key.pem"))
        #expect(try RootKey(path: scratch.path("key.pem")).publicKey == key.publicKey)
    }

    @Test func `a PKCS8 key that carries its public key is read too`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let first = PKCS8.der(of: key)
        // Version 1, and [1] with the public key as a bit string (RFC 5958).
        var second: [UInt8] = [0x30, UInt8(first.count - 2 + 35), 0x02, 0x01, 0x01]
        second += first[5...]
        second += [0x81, 0x21, 0x00] + Array(key.publicKey.rawRepresentation)
        #expect(PKCS8.ed25519Key(der: second)?.rawRepresentation == key.rawRepresentation)
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644, 0o610, 0o777])
    func `a key that others may touch is refused with the mode to set`(mode: Int) throws {
        let scratch = try Scratch()
        let path = scratch.path("key.pem")
        try RootKey().write(to: path)
        try Scratch.setMode(mode, of: path)
        let error = try #require(refusal { _ = try RootKey(path: path) })
        #expect(error == .openToOthers(path: path, mode: UInt32(mode), wanted: 0o600))
        #expect(error.exitCode == 77)
        #expect(error.description.contains("0\(String(mode, radix: 8))"))
        #expect(error.description.contains("chmod 0600 '\(path)'"))
    }

    @Test func `an encrypted key is refused as such, in the new form and in the old`() throws {
        let scratch = try Scratch()
        let (new, old) = (scratch.path("new.pem"), scratch.path("old.pem"))
        try OpenSSL.succeed(
            "genpkey",
            "-algorithm",
            "ed25519",
            "-aes256",
            "-pass",
            "pass:x",
            "-out",
            new
        )
        try OpenSSL.succeed(
            "genpkey",
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-out",
            scratch.path("plain.pem")
        )
        try OpenSSL.succeed(
            "ec",
            "-in",
            scratch.path("plain.pem"),
            "-aes256",
            "-passout",
            "pass:x",
            "-out",
            old
        )
        for path in [new, old] {
            try Scratch.setMode(0o600, of: path)
            let error = try #require(refusal { _ = try RootKey(path: path) })
            #expect(error == .encryptedKey(path: path))
            #expect(error.description.contains("passphrase"))
        }
    }

    @Test(arguments: ["EC", "RSA", "X25519"])
    func `a key of another kind is refused`(algorithm: String) throws {
        let scratch = try Scratch()
        let path = scratch.path("key.pem")
        let options = algorithm == "EC" ? ["-pkeyopt", "ec_paramgen_curve:P-256"] : []
        let made = try OpenSSL.run(["genpkey", "-algorithm", algorithm, "-out", path] + options)
        try #require(made.code == 0)
        try Scratch.setMode(0o600, of: path)
        let error = refusal { _ = try RootKey(path: path) }
        #expect(error == .badKey(path: path, wanted: Ed25519File.wanted))
    }

    @Test(arguments: ["", "no key", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n"])
    func `what is no key is refused`(text: String) throws {
        let scratch = try Scratch()
        let path = try scratch.write(text, to: "key.pem")
        let error = refusal { _ = try RootKey(path: path) }
        #expect(error == .badKey(path: path, wanted: Ed25519File.wanted))
    }

    @Test func `no damage to a PKCS8 structure traps, and none gives the same key`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let der = PKCS8.der(of: key)
        for index in der.indices {
            for bit in 0..<8 {
                var damaged = der
                damaged[index] ^= 1 << bit
                let read = PKCS8.ed25519Key(der: damaged)
                // Version 1 is another spelling of the same key.
                let isVersion = index == 4 && bit == 0
                #expect((read?.rawRepresentation == key.rawRepresentation) == isVersion)
            }
            #expect(PKCS8.ed25519Key(der: Array(der.prefix(index))) == nil)
        }
    }
}

@Suite struct SignatureTests {
    private let signer: LogSigner

    init() throws { signer = LogSigner(author: try author("us")) }

    @Test func `a signature of an entry verifies, under its own key and hash only`() throws {
        let hash = Hash256(hashing: [1, 2, 3])
        let signature = signer.sign(hash)
        let other = LogSigner(author: signer.author)
        #expect(signature.count == 64)
        #expect(signer.logKey.isValid(signature, of: hash))
        #expect(!other.logKey.isValid(signature, of: hash))
        #expect(!signer.logKey.isValid(signature, of: Hash256(hashing: [1, 2, 4])))
    }

    @Test func `every bit of a signature counts`() {
        let hash = Hash256(hashing: [7])
        let signature = signer.sign(hash)
        for index in signature.indices {
            var damaged = signature
            damaged[index] ^= 1 << (index % 8)
            #expect(!signer.logKey.isValid(damaged, of: hash))
        }
    }

    @Test func `a message is signed as it is`() {
        let message = Array("jig hello 1 and some more than a hash".utf8)
        let signature = signer.sign(message: message)
        #expect(LogKey.verify(signature: signature, of: message, key: signer.publicKey))
        #expect(!LogKey.verify(signature: signature, of: message + [0], key: signer.publicKey))
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a key of another length is none`(count: Int) {
        let key = [UInt8](repeating: 1, count: count)
        #expect(LogKey(bytes: key) == nil)
        #expect(!LogKey.verify(signature: signer.sign(.zero), of: [], key: key))
    }

    @Test(arguments: [0, 1, 63, 65, 128])
    func `a signature of another length is none`(count: Int) {
        #expect(!signer.logKey.isValid([UInt8](repeating: 1, count: count), of: .zero))
    }
}

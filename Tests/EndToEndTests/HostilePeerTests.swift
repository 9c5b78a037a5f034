import Foundation
import Testing

extension EndToEnd {
    /// Connections that no honest partner makes: each is closed, and the honest one is unharmed.
    @Suite struct HostilePeers {
        @Test func `a leaf of a CA that no roster lists is refused`() throws {
            try expectRefused { us, bank in
                let stranger = try throwaway(in: bank, author: "ru")
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", stranger, "-key", stranger]
            }
        }

        @Test func `a leaf of a partner's CA that has expired is refused`() throws {
            try expectRefused { us, bank in
                let leaf = try throwaway(
                    in: bank,
                    author: "ru",
                    like: try bank["ru"],
                    options: ["--days", "-1"]
                )
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", leaf, "-key", leaf]
            }
        }

        @Test func `one partner's CA cannot vouch for another`() throws {
            try expectRefused { us, bank in
                let leaf = try throwaway(in: bank, author: "us", like: try bank["ru"])
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", leaf, "-key", leaf]
            }
        }

        @Test func `a leaf without an alternative name is refused`() throws {
            try expectRefused { us, bank in
                let leaf = try throwaway(
                    in: bank,
                    author: "ru",
                    like: try bank["ru"],
                    options: ["--san", "none"]
                )
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", leaf, "-key", leaf]
            }
        }

        @Test func `a client without a certificate is refused`() throws {
            try expectRefused { us, _ in ["-connect", "127.0.0.1:\(us.port)"] }
        }

        @Test func `TLS before 1.3 is refused`() throws {
            try expectRefused(version: "-tls1_2") { us, bank in
                let leaf = try bank["ru"].home.appending(path: "keys/tls.pem")
                    .path(percentEncoded: false)
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", leaf, "-key", leaf]
            }
        }

        @Test func `garbage behind a good handshake costs its sender the connection`() throws {
            try expectRefused { us, bank in
                let leaf = try bank["ru"].home.appending(path: "keys/tls.pem")
                    .path(percentEncoded: false)
                return ["-connect", "127.0.0.1:\(us.port)", "-cert", leaf, "-key", leaf]
            }
        }

        @Test func `bytes that are no TLS at all are refused`() throws {
            try withTwoPartners { us, ru, bank in
                let garbage = try noise(in: bank)
                let client = try RunningProgram(
                    URL(filePath: "/bin/bash"),
                    ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(us.port); cat >&3; cat <&3"],
                    folder: bank.folder,
                    input: garbage
                )
                #expect(client.finish(within: 15).code != -9, "the daemon closes the connection")
                try expectUnharmed(us, ru, bank)
            }
        }

        // MARK: Tools

        /// Connects with OpenSSL, sends noise, and expects to be cut off while the partners go on.
        private func expectRefused(
            version: String = "-tls1_3",
            arguments: (Node, Bank) throws -> [String]
        ) throws {
            try withTwoPartners { us, ru, bank in
                let client = try RunningProgram(
                    URL(filePath: "/usr/bin/env"),
                    ["openssl", "s_client", version, "-alpn", "jig/1", "-quiet"]
                        + (try arguments(us, bank)),
                    folder: bank.folder,
                    input: try noise(in: bank)
                )
                let outcome = client.finish(within: 20)
                #expect(outcome.code != -9, "the daemon closes the connection")
                try expectUnharmed(us, ru, bank)
            }
        }

        private func expectUnharmed(_ us: Node, _ ru: Node, _ bank: Bank) throws {
            #expect(us.isRunning && ru.isRunning)
            let target = try us.addTarget("After the attack")
            try bank.waitUntilConverged()
            try ru.run("show", target)
        }

        /// A file of bytes that are no frame; the same in every run.
        private func noise(in bank: Bank) throws -> URL {
            let file = bank.folder.appending(path: "noise")
            var state: UInt32 = 1
            let bytes = (0..<100_000).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(truncatingIfNeeded: state >> 24)
            }
            try Data(bytes).write(to: file)
            return file
        }

        /// A leaf from `Certs/throwaway`: of a CA of its own, or of the CA in a node's home.
        private func throwaway(
            in bank: Bank,
            author: String,
            like node: Node? = nil,
            options: [String] = []
        ) throws -> String {
            let folder = bank.folder.appending(path: "throwaway")
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
            if let node {
                for (from, to) in [
                    ("keys/ca.pem", "ca.pem"), ("certificates/ca.crt.pem", "ca.crt.pem"),
                ] {
                    try FileManager.default.copyItem(
                        at: node.home.appending(path: from),
                        to: folder.appending(path: to)
                    )
                }
            }
            let script = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Certs/throwaway").standardizedFileURL
            let outcome = try RunningProgram(
                script,
                [folder.path(percentEncoded: false), author] + options,
                folder: bank.folder
            ).finish()
            try #require(outcome.code == 0, "\(outcome)")
            return folder.appending(path: "tls.pem").path(percentEncoded: false)
        }
    }
}

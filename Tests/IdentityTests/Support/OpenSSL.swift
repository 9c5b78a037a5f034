import ChildPrograms
import Foundation
import Testing

/// The independent peer: what OpenSSL reads and makes shares no code with us.
enum OpenSSL {
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

    static func run(_ arguments: [String]) throws -> Outcome {
        let outcome = try Child.run("openssl", arguments)
        return Outcome(
            code: outcome.code,
            output: String(decoding: outcome.output, as: UTF8.self),
            errors: String(decoding: outcome.errors, as: UTF8.self)
        )
    }

    /// What OpenSSL prints where it has to succeed.
    @discardableResult
    static func succeed(_ arguments: String...) throws -> String {
        let outcome = try run(arguments)
        try #require(outcome.code == 0, "openssl \(arguments): \(outcome.errors)")
        return outcome.output
    }
}

/// A CA made by OpenSSL, and the leaves it issues.
struct ForeignAuthority {
    let scratch: Scratch
    let name: String

    init(_ name: String, in scratch: Scratch, extensions: [String] = []) throws {
        self.scratch = scratch
        self.name = name
        let added = extensions.flatMap { ["-addext", $0] }
        let outcome = try OpenSSL.run(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=\(name)", "-days", "365", "-keyout", scratch.path("\(name).key"),
                "-out", scratch.path("\(name).pem"),
            ] + added
        )
        try #require(outcome.code == 0, "\(outcome.errors)")
    }

    func der() throws -> [UInt8] { try Self.der(of: scratch.path("\(name).pem"), in: scratch) }

    /// A leaf with exactly these extensions, DER.
    func leaf(_ extensions: [String], subject: String = "/CN=leaf") throws -> [UInt8] {
        let id = "\(name)-\(UUID().uuidString)"
        let file = try scratch.write(extensions.joined(separator: "\n") + "\n", to: "\(id).ext")
        try OpenSSL.succeed(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            subject,
            "-keyout",
            scratch.path("\(id).key"),
            "-out",
            scratch.path("\(id).csr")
        )
        try OpenSSL.succeed(
            "x509",
            "-req",
            "-in",
            scratch.path("\(id).csr"),
            "-CA",
            scratch.path("\(name).pem"),
            "-CAkey",
            scratch.path("\(name).key"),
            "-CAcreateserial",
            "-days",
            "30",
            "-extfile",
            file,
            "-out",
            scratch.path("\(id).pem")
        )
        return try Self.der(of: scratch.path("\(id).pem"), in: scratch)
    }

    private static func der(of path: String, in scratch: Scratch) throws -> [UInt8] {
        try OpenSSL.succeed("x509", "-in", path, "-outform", "DER", "-out", path + ".der")
        return try Scratch.bytes(of: path + ".der")
    }
}

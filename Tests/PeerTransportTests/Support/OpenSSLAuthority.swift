import ChildPrograms
import Foundation
import Synchronization

/// A CA of OpenSSL's making, in a directory of its own.
struct OpenSSLAuthority: Sendable {
    let directory: URL

    /// What a leaf is to look like; the defaults are those of an honest node.
    struct Leaf {
        var commonName = "node"
        var names = "URI:jig:author:ru"
        var usage = "clientAuth,serverAuth"
        /// As `openssl ca` writes times.
        var from = "20200101000000Z"
        var until = "20480101000000Z"
    }

    init(commonName: String, in parent: URL) throws {
        directory = parent.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try write("", to: "index.txt")
        try write("01", to: "serial")
        try write(Self.configuration, to: "ca.cnf")
        try request(commonName: commonName, as: "ca")
        try openssl(
            "ca",
            "-config",
            "ca.cnf",
            "-batch",
            "-notext",
            "-selfsign",
            "-keyfile",
            "ca.key",
            "-extensions",
            "authority",
            "-in",
            "ca.csr",
            "-out",
            "ca.pem",
            "-startdate",
            "20000101000000Z",
            "-enddate",
            "20490101000000Z"
        )
    }

    /// Issues a leaf: `file.pem` and `file.key` in this authority's directory.
    ///
    /// One at a time: `openssl ca` keeps its books in files.
    func issue(_ leaf: Leaf, as file: String) throws {
        try Self.books.withLock { _ in try issueAlone(leaf, as: file) }
    }

    private static let books = Mutex(())

    private func issueAlone(_ leaf: Leaf, as file: String) throws {
        var extensions = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
        if !leaf.usage.isEmpty { extensions += "extendedKeyUsage=\(leaf.usage)\n" }
        if !leaf.names.isEmpty { extensions += "subjectAltName=\(leaf.names)\n" }
        try write(extensions, to: "\(file).ext")
        try request(commonName: leaf.commonName, as: file)
        try openssl(
            "ca",
            "-config",
            "ca.cnf",
            "-batch",
            "-notext",
            "-in",
            "\(file).csr",
            "-out",
            "\(file).pem",
            "-extfile",
            "\(file).ext",
            "-startdate",
            leaf.from,
            "-enddate",
            leaf.until
        )
    }

    func path(_ file: String) -> String { directory.appending(path: file).path() }

    /// The bytes inside a PEM file that has one block.
    func der(_ file: String) throws -> [UInt8] {
        let text = try String(contentsOf: directory.appending(path: file), encoding: .utf8)
        let base64 = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        guard let data = Data(base64Encoded: base64) else {
            throw ChildError("\(file) is no PEM file")
        }
        return Array(data)
    }

    private func request(commonName: String, as file: String) throws {
        try openssl(
            "req",
            "-new",
            "-config",
            "ca.cnf",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "\(file).key",
            "-out",
            "\(file).csr",
            "-subj",
            "/CN=\(commonName)"
        )
    }

    private func openssl(_ arguments: String...) throws {
        try Child.output(of: "openssl", arguments, in: directory.path())
    }

    private func write(_ text: String, to file: String) throws {
        try text.write(to: directory.appending(path: file), atomically: true, encoding: .utf8)
    }

    private static let configuration = """
        [req]
        distinguished_name = name
        prompt = no
        [name]
        [authority]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign
        [ca]
        default_ca = this
        [this]
        database = index.txt
        serial = serial
        new_certs_dir = .
        certificate = ca.pem
        private_key = ca.key
        default_md = sha256
        unique_subject = no
        policy = any
        [any]
        commonName = supplied
        """
}

import Glibc
import Testing

/// A directory of this user alone, until its test removes it.
struct TemporaryHome {
    let path: String

    /// With `depth`, a home so many directories further down, whose path is long.
    init(depth: Int = 0) throws {
        var template = Array("/tmp/jig-daemon-tests-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        var path = String(cString: made)
        for _ in 0..<depth {
            path += "/" + String(repeating: "d", count: 60)
            try #require(mkdir(path, 0o700) == 0)
        }
        self.path = path
    }

    /// Removes the directory that `init` made, and what lies in it; a link goes, what it names stays.
    func remove() {
        let parts = path.split(separator: "/")
        guard parts.count >= 2, parts[0] == "tmp", parts[1].hasPrefix("jig-daemon-tests-") else {
            return
        }
        Self.removeTree("/\(parts[0])/\(parts[1])")
    }

    func write(_ text: String, to name: String) throws {
        let file = try #require(fopen("\(path)/\(name)", "w"))
        fputs(text, file)
        fclose(file)
    }

    /// Asks what a path is without following it: a test may leave a link to anywhere.
    private static func removeTree(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR, let directory = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { removeTree("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}

/// The text of a file of the repository; nil where there is none.
func repositoryFile(_ name: String) -> String? {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    guard let file = fopen("/\(root)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        if count == 0 { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<count]
    }
}

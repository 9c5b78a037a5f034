import Foundation
import Testing

@testable import Identity

@Suite struct SafeFileTests {
    @Test func `what was written is read`() throws {
        let scratch = try Scratch()
        for size in [0, 1, 16 * 1024, 100_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
            try SafeFile.write(bytes, to: scratch.path("file"), mode: 0o640)
            #expect(try SafeFile.read(scratch.path("file"), bytesMax: size) == bytes)
            #expect(try Scratch.mode(of: scratch.path("file")) == 0o640)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["file"])
    }

    @Test func `a file over its limit is refused, and one at it is read`() throws {
        let scratch = try Scratch()
        let path = try scratch.write([1, 2, 3], to: "file")
        #expect(try SafeFile.read(path, bytesMax: 3) == [1, 2, 3])
        let error = refusal { _ = try SafeFile.read(path, bytesMax: 2) }
        #expect(error == .tooLarge(path: path, bytesMax: 2))
    }

    @Test func `a link, a directory, a pipe and a device are refused`() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "file")
        let (link, pipe) = (scratch.path("link"), scratch.path("pipe"))
        try FileManager.default.createSymbolicLink(
            atPath: link,
            withDestinationPath: scratch.path("file")
        )
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [link, pipe, scratch.path, "/dev/null"] {
            let error = refusal { _ = try SafeFile.read(path, bytesMax: 10) }
            #expect(error == .notAPlainFile(path: path))
        }
    }

    @Test func `a file that is not there is missing, 66`() throws {
        let scratch = try Scratch()
        let error = refusal { _ = try SafeFile.read(scratch.path("none"), bytesMax: 10) }
        #expect(error == .missingFile(path: scratch.path("none")))
        #expect(error?.exitCode == 66)
    }

    @Test func `writing replaces a link and not what it points to`() throws {
        let scratch = try Scratch()
        let target = try scratch.write("target", to: "target")
        let link = scratch.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        try SafeFile.write(Array("new".utf8), to: link, mode: 0o600)
        #expect(try Scratch.text(of: target) == "target")
        #expect(try Scratch.text(of: link) == "new")
    }

    @Test func `a failed write leaves what was there, and nothing else`() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(
            atPath: scratch.path("directory/inner"),
            withIntermediateDirectories: true
        )
        let error = refusal { try SafeFile.write([1], to: scratch.path("directory"), mode: 0o600) }
        guard case .failed(_, let path, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == scratch.path("directory"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["directory"])
    }

    @Test(arguments: [("a", "."), ("/a", "/"), ("/a/b", "/a"), ("a/b/", "a"), ("/", "/")])
    func `a path has a parent`(path: String, parent: String) {
        #expect(SafeFile.parent(of: path) == parent)
    }
}

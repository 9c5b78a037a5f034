import Glibc
import Testing

@Suite struct TemporaryHomeTests {
    @Test func `a link in a home goes and what it names stays`() throws {
        let kept = try TemporaryHome()
        defer { kept.remove() }
        try kept.write("precious", to: "file")
        let home = try TemporaryHome(depth: 1)
        try #require(symlink(kept.path, "\(home.path)/folder") == 0)
        try #require(symlink("\(kept.path)/file", "\(home.path)/file") == 0)
        home.remove()
        var status = stat()
        #expect(lstat(home.path, &status) != 0)
        #expect(lstat("\(kept.path)/file", &status) == 0)
    }
}

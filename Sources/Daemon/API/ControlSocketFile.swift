import ControlAPI
import Glibc

/// The file that the control socket is in the home: made, published and removed.
///
/// The socket is bound inside a directory that only this user can enter, gets its mode there, and
/// is then renamed to its place: no moment exists in which it stands there with another mode, and a
/// stale one is replaced in one step.
struct ControlSocketFile: Sendable {
    /// Where callers find it.
    let path: String
    /// The directory that it is bound in, under the same name.
    let workshop: String
    private let home: String
    private let mode: UInt32

    init(home: String, mode: UInt32) {
        path = ControlSocket.path(home: home)
        workshop = "\(home)/.bind"
        self.home = home
        self.mode = mode
    }

    private var workshopPath: String { ControlSocket.path(home: workshop) }

    /// Makes the directory to bind in, unless somebody answers at `path`.
    ///
    /// Throws code 75 if a daemon is there, 74 if what is there is not ours to replace.
    func prepare() async throws(Failure) {
        try await refuseIfAnswered()
        if mkdir(workshop, 0o700) != 0, errno != EEXIST {
            throw failure("cannot make \(Escaping.text(workshop))")
        }
        var status = stat()
        guard lstat(workshop, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == geteuid(), status.st_mode & 0o077 == 0
        else {
            throw Failure(
                .inputOutput,
                "\(Escaping.text(workshop)) is not a directory of this user alone",
                next: "remove it"
            )
        }
        if unlink(workshopPath) != 0, errno != ENOENT {
            throw failure("cannot remove \(Escaping.text(workshopPath))")
        }
    }

    /// Gives the bound socket its mode and its place; answers which file it is.
    func publish() throws(Failure) -> Identity {
        var status = stat()
        guard chmod(workshopPath, mode) == 0, lstat(workshopPath, &status) == 0,
            rename(workshopPath, path) == 0
        else { throw failure("cannot publish \(Escaping.text(path))") }
        rmdir(workshop)
        return Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// Removes the socket, unless another has taken its place since.
    func remove(_ identity: Identity) {
        var status = stat()
        guard lstat(path, &status) == 0,
            identity == Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        else { return }
        unlink(path)
    }

    /// Which file a path names, whatever it is called.
    struct Identity: Equatable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    private func refuseIfAnswered() async throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw failure("cannot look at \(Escaping.text(path))")
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw Failure(
                .inputOutput,
                "\(Escaping.text(path)) is not a socket",
                next: "move it away"
            )
        }
        switch await ControlSocket.withShortPath(home: home, { Self.answer(at: $0) }) {
        case 0:
            throw Failure(
                .stale,
                "another jigd answers at \(Escaping.text(path))",
                next: "stop it, or use another home"
            )
        case ECONNREFUSED, ENOENT: return
        case let code:
            throw Failure(
                .inputOutput,
                "cannot tell who is at \(Escaping.text(path)): "
                    + SystemError.text(code)
            )
        }
    }

    /// 0 if somebody accepts connections at a path, else the error number.
    private static func answer(at path: String) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size)
            }
        }
        return result == 0 ? 0 : errno
    }

    private func failure(_ problem: String) -> Failure {
        Failure(.inputOutput, "\(problem): \(SystemError.text(errno))")
    }
}

import Glibc

/// Reads a small file that an operator owns, without being led anywhere else.
enum RegularFile {
    /// Why a file is not read.
    enum Problem: Error, Equatable, CustomStringConvertible {
        case unreadable(errno: Int32)
        case notRegular
        case writableByEverybody
        case tooLarge(bytesMax: Int)

        var description: String {
            switch self {
            case .unreadable(let code): "cannot be read: \(SystemError.text(code))"
            case .notRegular: "is not a regular file"
            case .writableByEverybody: "everybody may write to it: `chmod o-w` it"
            case .tooLarge(let bytesMax): "is larger than \(bytesMax) bytes"
            }
        }
    }

    /// The bytes of a regular file of at most `bytesMax` bytes; a link is not followed.
    static func read(_ path: String, bytesMax: Int) -> Result<[UInt8], Problem> {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            return .failure(errno == ELOOP ? .notRegular : .unreadable(errno: errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(.unreadable(errno: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.notRegular) }
        guard status.st_mode & S_IWOTH == 0 else { return .failure(.writableByEverybody) }
        var bytes: [UInt8] = []
        while bytes.count <= bytesMax {
            var failure: Int32 = 0
            let room = bytesMax + 1 - bytes.count
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let got = Glibc.read(descriptor, buffer.baseAddress, room)
                failure = got < 0 ? errno : 0
                count = max(got, 0)
            }
            guard failure == 0 else { return .failure(.unreadable(errno: failure)) }
            if chunk.isEmpty { return .success(bytes) }
            bytes += chunk
        }
        return .failure(.tooLarge(bytesMax: bytesMax))
    }
}

/// The system's words for an error number.
enum SystemError {
    static func text(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

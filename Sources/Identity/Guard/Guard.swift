package import BankModel
import Glibc
import Synchronization

/// The newest own heads, kept outside the database and its backups (DESIGN.md §7, law 9).
///
/// After a commit and before any byte of it leaves, `advance` writes the exact head here. A
/// database that is older than its guard was restored, and must not sign over its own past.
///
/// One `fdatasync` a write: the file never changes its size, and `GuardLayout` survives a torn
/// write. After a failed write the guard takes no other: the kernel may have dropped the page, and
/// a second try would only seem to succeed.
package final class Guard: Sendable {
    /// Where the guard is.
    package let path: String
    private let state: Mutex<State>

    private struct State {
        let descriptor: Int32
        var heads: GuardedHeads
        var generation: UInt64
        var slot: Int
        var isBroken = false
    }

    /// What lies where a guard should be.
    package enum Opening: Sendable {
        /// A guard.
        case found(Guard)
        /// Nothing: new writes wait as drafts.
        case missing
        /// Something that is no guard, or can not be read: new writes wait as drafts.
        case damaged(reason: String)
    }

    private init(path: String, state: consuming State) {
        self.path = path
        self.state = Mutex(state)
    }

    deinit {
        state.withLock { _ = close($0.descriptor) }
    }

    /// Makes the guard of a new home; refused where anything lies at the path.
    package static func create(_ path: String, author: AuthorID) throws(IdentityError) {
        guard !SafeFile.exists(path) else {
            throw .contradiction(path: path, reason: "exists already")
        }
        try replace(path, with: GuardedHeads(author: author))
    }

    /// Puts a guard with these heads in the place of a missing or damaged one.
    ///
    /// Only for a past that is complete again: every partner's entries are fetched back, or a human
    /// confirmed it. An open `Guard` of the path is of no use afterwards.
    package static func replace(
        _ path: String,
        with heads: GuardedHeads
    ) throws(IdentityError) {
        try SafeFile.write(GuardLayout.file(heads), to: path, mode: 0o600)
    }

    /// Opens the guard at a path, whatever is there.
    package static func open(_ path: String) -> Opening {
        do throws(IdentityError) {
            let bytes = try SafeFile.read(path, bytesMax: GuardLayout.fileBytes, isSecret: true)
            guard let newest = GuardLayout.newest(bytes) else {
                return .damaged(reason: "\(path) is not a whole guard file")
            }
            let descriptor = Glibc.open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw .failed(doing: "opening", path: path, errno: errno)
            }
            let state = State(
                descriptor: descriptor,
                heads: newest.heads,
                generation: newest.generation,
                slot: newest.slot
            )
            return .found(Guard(path: path, state: state))
        } catch {
            if case .missingFile = error { return .missing }
            return .damaged(reason: error.description)
        }
    }

    /// The heads that were last written.
    package var heads: GuardedHeads { state.withLock { $0.heads } }

    /// Makes the newest head of a channel durable; returns once it is.
    ///
    /// Writing the same head again does nothing. A head that does not come after the held one is
    /// refused: it is of a restored database or a fork.
    package func advance(to head: Head, of channel: Channel) throws(IdentityError) {
        try advance(to: [(channel, head)])
    }

    /// Makes the newest heads of several channels durable in one write.
    package func advance(to heads: [(channel: Channel, head: Head)]) throws(IdentityError) {
        try state.withLock { state throws(IdentityError) in
            var next = state.heads
            for (channel, head) in heads {
                if let held = next[channel] {
                    if held == head { continue }
                    guard head.seq > held.seq else {
                        throw .contradiction(
                            path: path,
                            reason: "holds \(next.author)/\(channel)/\(held.seq), "
                                + "and \(head.seq) does not come after it"
                        )
                    }
                }
                next[channel] = head
            }
            if next != state.heads { try write(next, &state) }
        }
    }

    /// Whether the guard at the path never guarded anything: an `init` that was cut left it.
    static func isUnused(_ path: String) -> Bool {
        guard case .found(let found) = open(path) else { return false }
        return found.heads.bank == nil && found.heads.ops == nil
    }

    private func write(_ heads: GuardedHeads, _ state: inout State) throws(IdentityError) {
        guard !state.isBroken else {
            throw .failed(doing: "writing", path: path, errno: EIO)
        }
        let slot = 1 - state.slot
        let bytes = GuardLayout.slot(heads, generation: state.generation + 1)
        let offset = off_t(GuardLayout.slotOffsets[slot])
        let count = pwrite(state.descriptor, bytes, bytes.count, offset)
        guard count == bytes.count, fdatasync(state.descriptor) == 0 else {
            state.isBroken = true
            throw .failed(doing: "writing", path: path, errno: count < 0 ? errno : EIO)
        }
        state.heads = heads
        state.generation += 1
        state.slot = slot
    }
}

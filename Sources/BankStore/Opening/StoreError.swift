package import BankModel

/// What a store refuses or suffers, in words for the person who has to act on it.
package enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process has the bank open.
    case held(home: String, holder: String)
    /// The file is not a bank's.
    case notABank(file: String, reason: String)
    /// The file was written by a newer release.
    case newerSchema(file: String)
    /// SQLite did not take a setting that the bank's safety rests on.
    case unsafeSetting(String)
    /// A file of the home cannot be opened or written.
    case file(path: String, reason: String)
    /// Something in the file cannot be what we wrote.
    case damaged(String)
    /// An earlier write met an error after which nothing may be written: restart the daemon.
    case stopped(String)
    /// The disk is full; what was being written has been rolled back and may be tried again.
    case diskFull
    /// As many drafts wait as may.
    case tooManyDrafts
    /// The derived state rebuilt from the log is not the one that was kept.
    case rebuildDiffers(kept: Digest, rebuilt: Digest)

    package var description: String {
        switch self {
        case .held(let home, let holder):
            "\(home) is in use by \(holder): one daemon a home"
        case .notABank(let file, let reason): "\(file) is not a bank: \(reason)"
        case .newerSchema(let file):
            "\(file) was written by a newer release of jig: install that release or a later one"
        case .unsafeSetting(let setting):
            "SQLite did not accept \(setting): refusing to keep a bank that could lose commits"
        case .file(let path, let reason): "\(path): \(reason)"
        case .damaged(let what): "the bank's file is damaged: \(what); restore a backup"
        case .stopped(let reason):
            "nothing more is written after a disk error (\(reason)): check the disk, restart"
        case .diskFull: "the disk is full: nothing was written"
        case .tooManyDrafts:
            "\(Limits.draftsMax) drafts wait already: confirm the past, or let the partners connect"
        case .rebuildDiffers(let kept, let rebuilt):
            "the state rebuilt from the log has the digest \(rebuilt), the kept one \(kept): "
                + "nothing was changed"
        }
    }
}

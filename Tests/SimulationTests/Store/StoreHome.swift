import BankStore
import DiskFaults
import Foundation
import PeerProtocol

/// A node's directory with its bank, open while anybody looks at it; gone when nobody does.
final class StoreHome {
    let path: String
    private var opened: BankDatabase?

    init() throws {
        FaultyDisk.install()
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("simulated-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.path
        FaultyDisk.imitate(in: path)
    }

    deinit {
        opened = nil
        FaultyDisk.forget(path)
        try? FileManager.default.removeItem(atPath: path)
    }

    var file: String { "\(path)/\(BankDatabase.fileName)" }

    /// Whether the process that had the bank open is dead, though it may not know.
    var isDead: Bool { FaultyDisk.fault(in: path) == .dead }

    func bank() throws -> BankDatabase {
        if let opened { return opened }
        let bank = try BankDatabase.open(home: path, decoding: EntryCodec())
        opened = bank
        return bank
    }

    /// Ends the process and the power with it; closing a file writes nothing more.
    func cutPower(kept: (Int) -> Int) {
        FaultyDisk.set(.dead, in: path)
        opened = nil
        FaultyDisk.cutPower(in: path, kept: kept)
    }

    /// The disk works again; a bank that it stopped is opened anew.
    func mend() {
        FaultyDisk.set(nil, in: path)
        if opened?.stoppedBy != nil { opened = nil }
    }
}

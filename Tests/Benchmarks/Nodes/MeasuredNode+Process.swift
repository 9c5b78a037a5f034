import ChildPrograms
import Foundation

/// What the system says of the daemon.
extension MeasuredNode {
    /// Forgets how much was resident so far (proc(5), clear_refs).
    func resetPeakMemory() throws {
        try Data("5\n".utf8).write(to: URL(filePath: try procFile("clear_refs")))
    }

    /// The most that was resident since then, in MiB.
    func peakMemory() throws -> Double { try memory("VmHWM:") }

    /// What is resident now, in MiB.
    func residentMemory() throws -> Double { try memory("VmRSS:") }

    /// User and system time of the daemon so far, in seconds.
    func processorSeconds() throws -> Double {
        let stat = try String(contentsOfFile: try procFile("stat"), encoding: .utf8)
        let fields = stat.split(separator: " ")
        guard fields.count > 14, let user = Double(fields[13]), let system = Double(fields[14])
        else { throw BenchError("no times for \(partner)") }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// How large the bank is on disk.
    func storeSize() throws -> StoreSize { try StoreSize("\(home)/bank.sqlite") }

    private func memory(_ name: String) throws -> Double {
        let text = try String(contentsOfFile: try procFile("status"), encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        guard let kibibytes = line.flatMap({ Double($0.filter(\.isNumber)) }) else {
            throw BenchError("no \(name) for \(partner)")
        }
        return kibibytes / 1024
    }

    private func procFile(_ name: String) throws -> String {
        guard let daemon else { throw BenchError("\(partner) does not run") }
        return "/proc/\(daemon.processIdentifier)/\(name)"
    }
}

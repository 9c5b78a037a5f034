import BankModel
import BankStore
import Foundation
import Testing

/// A bulk load: entries of about 16 KiB, sixty-four to a transaction, every index kept.
///
/// `JIG_BULK_RECORDS=144563 swift test -c release -Xswiftc -enable-testing --filter BulkTests` says
/// how fast that goes and what it costs, in one line of JSON.
@Suite struct BulkTests {
    @Test func `a bulk load is found by every index and costs bounded memory`() throws {
        let wanted = ProcessInfo.processInfo.environment["JIG_BULK_RECORDS"].flatMap { Int($0) }
        let total = wanted ?? 3000
        let home = try TestHome()
        let bank = try home.open()
        var us = TestWriter("us")
        var number = 0
        var elapsed = Duration.zero
        var processor = Duration.zero
        while number < total {
            let entries = (0..<64).compactMap { _ in entry(by: &us, from: &number, to: total) }
            let start = (ContinuousClock.now, processorTime())
            try bank.apply(entries)
            elapsed += start.0.duration(to: .now)
            processor += processorTime() - start.1
        }
        try bank.read { (bank) throws in
            #expect(try bank.counts().records == total)
            #expect(try bank.records(externalID: "csv:\(total)").count == 1)
            var query = RecordQuery()
            query.text = "place\(total)"
            #expect(try bank.page(query).records.map(\.state.counter) == [UInt64(total)])
            query.text = nil
            query.near = PlaceBox.boxes(latitude: 0, longitude: 0, reach: 1_000_000)
            #expect(try bank.page(query).records.map(\.state.counter) == [1])
        }
        if wanted != nil { try report(total, elapsed, processor, home) }
    }

    private func entry(by us: inout TestWriter, from number: inout Int, to total: Int) -> Entry? {
        var changes: [EntryChange] = []
        while changes.count < 150, number < total {
            changes.append(site(number, by: &us))
            number += 1
        }
        return changes.isEmpty ? nil : us.entry(changes)
    }

    /// Places on a grid of steps of 0.02°, the first at 0, 0.
    private func site(_ number: Int, by us: inout TestWriter) -> EntryChange {
        let place = Place(
            latitude: Int32(number / 500) * 200_000,
            longitude: Int32(number % 500) * 200_000,
            uncertainty: 500_000
        )
        return us.creation(
            2,
            [
                (.name, .text("Place\(number + 1) of the valley")),
                (.category, .word("populated_place")),
                (.function, .word("unknown")),
                (.externalIDs, .word("csv:\(number + 1)")),
                (FieldID(30, key: "admin1"), .text("Province \(number / 5000)")),
                (FieldID(30, key: "admin2"), .text("District \(number / 500)")),
                (FieldID(30, key: "cc"), .text("SY")),
            ] + (place.map { [(.place, .place($0))] } ?? [])
        )
    }

    private func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func report(
        _ total: Int,
        _ elapsed: Duration,
        _ processor: Duration,
        _ home: TestHome
    ) throws {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let resident = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        let kibibytes = resident.split(separator: " ").compactMap { Int($0) }.first ?? 0
        let size = try FileManager.default.attributesOfItem(atPath: home.file)[.size] as? Int ?? 0
        print(
            "{\"figure\":\"store_bulk\",\"records\":\(total)",
            "\"records_per_second\":\(Int(Double(total) / (elapsed / .seconds(1))))",
            "\"processor_microseconds_per_record\":\(processor / .microseconds(total))",
            "\"peak_rss_mib\":\(kibibytes / 1024),\"file_mib\":\(size >> 20)}",
            separator: ","
        )
    }
}

import BankModel
import Simulation
import Testing

/// Short ids for people, and what tells two of them apart.
@Suite struct SpokenIDTests {
    @Test(arguments: [
        "us-t1", "us-t1042", "ru-s9", "ab0-x18446744073709551615", "us-t1~3f9a",
        "us-t1~3f9a1c22", "us-t1~" + String(repeating: "0", count: 64),
    ])
    func `an id reads back as it is written`(text: String) throws {
        #expect(try #require(SpokenID(text)).description == text)
    }

    @Test(arguments: [
        "", "us", "us-", "us-t", "us-1", "-t1", "u-t1", "US-t1", "us-T1", "us-t0", "us-t01",
        "us-t+1", "us-t-1", "us-t1 ", " us-t1", "us-t18446744073709551616", "us-tt1", "us-\u{e9}1",
        "us--t1", "us-t1-t1", "us.2-t1", "us-t1~", "us-t1~abc", "us-t1~ABCD", "us-t1~abcg",
        "us-t1~abcd~abcd", "us-t1~" + String(repeating: "0", count: 65),
    ])
    func `what is no id is none`(text: String) { #expect(SpokenID(text) == nil) }

    @Test func `the suffix can be taken off`() throws {
        let id = try #require(SpokenID("us-t1~3f9a"))
        #expect(id.unsuffixed == SpokenID("us-t1"))
        #expect(id.unsuffixed != id && id.suffix == "3f9a")
    }

    @Test func `an author counts each kind from 1`() throws {
        var circle = Circle("us", "ru")
        for kind in [Kind.target, .target, .site] { _ = try circle.create(kind, by: 0) }
        _ = try circle.target(by: 1)
        let bank = circle.scribes[0].bank
        for text in ["us-t1", "us-t2", "us-s1", "ru-t1"] {
            #expect(bank.records(named: try #require(SpokenID(text))).count == 1, "\(text)")
        }
        for text in ["us-t3", "us-s2", "ru-s1", "fr-t1"] {
            #expect(bank.records(named: try #require(SpokenID(text))).isEmpty, "\(text)")
        }
    }

    @Test func `two records of a forked author bear one id, and suffixes tell them apart`() throws {
        var circle = Circle("us", "us", "ru")
        let records = try [0, 1].map { author -> RecordID in
            let name = FieldEdit(.name, .set(.text("\(author)")))
            let edits = Sample.required(but: [name]) + [name]
            let entry = try circle.write(circle.pen(author).creating(.target, edits), by: author)
            return RecordID(entry: entry.hash, index: 0)
        }
        try circle.meet()
        let bank = circle.scribes[2].bank
        #expect(Set(records).count == 2)
        #expect(bank.records(named: try #require(SpokenID("us-t1"))) == records.sorted())
        for record in records {
            let suffixed = "us-t1~" + record.entry.hex.prefix(8)
            #expect(bank.records(named: try #require(SpokenID(suffixed))) == [record])
        }
    }
}

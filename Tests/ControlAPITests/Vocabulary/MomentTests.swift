import ControlAPI
import Testing

/// Times are RFC 3339 in UTC, to the millisecond.
struct MomentTests {
    private func check(_ text: String, _ milliseconds: Int64, back: String? = nil) {
        #expect(Moment(text)?.milliseconds == milliseconds, "\(text)")
        #expect(Moment(milliseconds: milliseconds).description == back ?? text)
    }

    @Test func `known times read and write`() {
        check("1970-01-01T00:00:00.000Z", 0)
        check("2016-09-12T16:00:00.000Z", 1_473_696_000_000)
        check("2000-02-29T23:59:59.999Z", 951_868_799_999)
        check("1969-12-31T23:59:59.999Z", -1)
        check("1600-03-01T00:00:00.000Z", -11_670_912_000_000)
        check("9999-12-31T23:59:59.999Z", 253_402_300_799_999)
    }

    @Test func `other spellings of a time are the same time`() {
        let back = "2016-09-12T16:00:00.000Z"
        check("2016-09-12T16:00:00Z", 1_473_696_000_000, back: back)
        check("2016-09-12t16:00:00.0z", 1_473_696_000_000, back: back)
        check("2016-09-12 16:00:00Z", 1_473_696_000_000, back: back)
        check("2016-09-12T18:30:00+02:30", 1_473_696_000_000, back: back)
        check("2016-09-12T04:00:00-12:00", 1_473_696_000_000, back: back)
        check("2016-09-12T16:00:00.0009Z", 1_473_696_000_000, back: back)
    }

    @Test func `what is no time is refused`() {
        let bad = [
            "", "Z", "2016-09-12", "2016-09-12T16:00Z", "2016-09-12T16:00:00",
            "2016-13-01T00:00:00Z",
            "2016-00-01T00:00:00Z", "2015-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
            "2016-04-31T00:00:00Z", "2016-09-00T00:00:00Z", "2016-09-12T24:00:00Z",
            "2016-09-12T16:60:00Z", "2016-09-12T16:00:61Z", "2016-09-12T16:00:00.Z",
            "2016-09-12T16:00:00+24:00", "2016-09-12T16:00:00+02", "2016-09-12T16:00:00ZZ",
            " 2016-09-12T16:00:00Z", "-016-09-12T16:00:00Z", "٢٠١٦-09-12T16:00:00Z",
        ]
        for text in bad { #expect(Moment(text) == nil, "\(text)") }
    }

    @Test func `every day of four centuries reads back`() {
        for day in stride(from: Int64(-80_000), to: 80_000, by: 1) {
            let moment = Moment(milliseconds: day * 86_400_000 + 1)
            #expect(Moment(moment.description) == moment)
        }
    }

    @Test func `the ends of the number line can be written`() {
        #expect(!Moment(milliseconds: .max).description.isEmpty)
        #expect(!Moment(milliseconds: .min).description.isEmpty)
    }
}

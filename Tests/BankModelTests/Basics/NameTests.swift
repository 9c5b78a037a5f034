import BankModel
import Testing

/// The ids of partners and authors.
@Suite struct NameTests {
    @Test(arguments: ["us", "r2", "a234567890123456"])
    func `a partner id is a letter and 1 to 15 letters or digits`(text: String) {
        #expect(PartnerID(text)?.text == text)
    }

    @Test(arguments: [
        "", "u", "2u", "US", "u s", "us-", "u.s", "\u{e9}a", "a\u{301}b", "a2345678901234567",
    ])
    func `what is no partner id is none`(text: String) {
        #expect(PartnerID(text) == nil)
        #expect(AuthorID(text) == nil)
    }

    @Test func `an author has one spelling`() throws {
        let us = try #require(PartnerID("us"))
        #expect(AuthorID("us") == AuthorID(firstOf: us))
        #expect(AuthorID("us.2") == AuthorID(partner: us, number: 2))
        #expect(AuthorID("us.65535")?.description == "us.65535")
        for text in ["us.", "us.0", "us.1", "us.02", "us.+2", "us.65536", "us.2.3", ".2", "us. 2"] {
            #expect(AuthorID(text) == nil, "\(text)")
        }
        #expect(AuthorID(partner: us, number: 0) == nil)
    }

    @Test func `authors are in the order of their partners, then of their numbers`() {
        let sorted = ["ru", "ru.2", "ru.10", "us", "us.3"].map { Sample.author($0) }
        #expect(sorted.reversed().sorted() == sorted)
    }
}

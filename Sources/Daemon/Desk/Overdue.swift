import BankModel
import BankStore
import ControlAPI

/// The answers to notices that partners owe and that are past their time.
struct Overdue {
    /// The longest overdue first, at most `Limits.overdueListedMax`.
    private(set) var listed: [OverdueAnswer] = []
    /// How many there are.
    private(set) var count = 0

    private static let pageRecords = 500

    /// Of every notice that is neither ended nor cancelled nor withdrawn.
    ///
    /// Each other partner owes an answer to the version that the notice has now.
    init(in bank: BankSnapshot, charter: Charter, at now: Int64) throws {
        var found: [OverdueAnswer] = []
        var query = BankStore.RecordQuery()
        query.isStandingNotice = true
        query.limit = Self.pageRecords
        query.matches = { Self.term(of: $0).map { $0 < now } ?? false }
        repeat {
            let page = try bank.page(query)
            for record in page.records {
                found += try Self.answers(to: record, in: bank, charter)
            }
            query.after = page.next
        } while query.after != nil
        count = found.count
        listed = Array(
            found.sorted {
                ($0.respondBy, $0.record, $0.partner) < ($1.respondBy, $1.record, $1.partner)
            }.prefix(Limits.overdueListedMax)
        )
    }

    /// By when a notice asks for answers: the earliest that any sibling says.
    private static func term(of notice: RecordState) -> Int64? {
        notice.live(.respondBy).compactMap { sibling in
            if case .instant(let time) = sibling.value { time } else { nil }
        }.min()
    }

    private static func answers(
        to notice: FoundRecord,
        in bank: BankSnapshot,
        _ charter: Charter
    ) throws -> [OverdueAnswer] {
        guard let term = term(of: notice.state) else { return [] }
        let standing = try bank.standing(of: notice.state)
        return charter.partners.map(\.id)
            .filter { $0 != notice.state.owner && !standing.hasAnswered($0) }
            .map { partner in
                OverdueAnswer(
                    record: notice.id.description,
                    version: notice.state.version.id.description,
                    respondBy: Moment(milliseconds: term),
                    partner: partner.text
                )
            }
    }
}

import BankModel

/// When to call which partner: at once, then after growing pauses, until there is a session.
///
/// A value; time and dice come in as arguments.
struct Dialling {
    /// What is known of the way to one partner.
    struct Link: Equatable {
        /// The connection that is being dialled or is open, by its number.
        var connection: UInt64?
        /// Whether the connection has opened.
        var isOpen = false
        /// Whether the newest connection came as far as verified TLS, whatever became of it.
        var hasOpened = false
        /// When the partner may be called again, in milliseconds since 1970.
        var dueAt: Int64 = 0
        /// How many calls in a row came to nothing.
        var failures = 0
        /// Why the last one did.
        var lastFailure: String?
        /// Whether the last failure was a refusal rather than silence.
        var isRefused = false
    }

    /// The shortest and the longest pause between two calls, in milliseconds.
    static let pauses: ClosedRange<Int64> = 500...30_000

    private(set) var links: [PartnerID: Link]

    init(partners: [PartnerID]) {
        links = Dictionary(uniqueKeysWithValues: partners.map { ($0, Link()) })
    }

    /// The partners to call now.
    func due(at now: Int64) -> [PartnerID] {
        links.filter { $0.value.connection == nil && $0.value.dueAt <= now }.keys.sorted()
    }

    /// When the next partner is to be called; nil while all are connected or being called.
    var nextDue: Int64? {
        links.values.filter { $0.connection == nil }.map(\.dueAt).min()
    }

    /// A partner is being called.
    mutating func called(_ partner: PartnerID, as connection: UInt64) {
        links[partner]?.connection = connection
        links[partner]?.isOpen = false
        links[partner]?.hasOpened = false
    }

    /// A connection with a partner has opened, called by either side.
    mutating func opened(_ partner: PartnerID, as connection: UInt64) {
        guard links[partner]?.isOpen != true else { return }
        links[partner]?.connection = connection
        links[partner]?.isOpen = true
        links[partner]?.hasOpened = true
    }

    /// The partner has proved itself: the next loss of it starts from the shortest pause.
    mutating func proved(_ partner: PartnerID, as connection: UInt64) {
        links[partner]?.connection = connection
        links[partner]?.isOpen = true
        links[partner]?.failures = 0
        links[partner]?.lastFailure = nil
        links[partner]?.isRefused = false
    }

    /// A call failed, or a connection ended.
    ///
    /// `dice` is from 0 to 999.
    mutating func lost(
        _ connection: UInt64,
        why: String,
        isRefusal: Bool,
        at now: Int64,
        dice: Int64
    ) {
        guard let partner = links.first(where: { $0.value.connection == connection })?.key,
            var link = links[partner]
        else { return }
        link.connection = nil
        link.isOpen = false
        link.lastFailure = why
        link.isRefused = isRefusal
        let doubled = Self.pauses.lowerBound << Int64(min(link.failures, 16))
        let pause = min(doubled, Self.pauses.upperBound)
        link.dueAt = now + pause / 2 + pause / 2 * dice / 1000
        link.failures += 1
        links[partner] = link
    }

    /// Call this partner at the next opportunity; what stood in the way may be gone.
    mutating func hurry(_ partner: PartnerID) {
        links[partner]?.dueAt = 0
        links[partner]?.failures = 0
        links[partner]?.lastFailure = nil
        links[partner]?.isRefused = false
    }
}

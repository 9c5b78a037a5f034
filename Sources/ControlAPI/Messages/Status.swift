/// How this node stands: the answer to `status`.
package struct Status: Codable, Equatable, Sendable {
    /// Whose node this is.
    package var partner: String
    /// The signer of this node's log.
    package var author: String
    /// The bank's name; null before a charter has been adopted.
    @ExplicitNull package var bank: String?
    /// The digest of all live values, in hexadecimal.
    package var digest: String
    /// Records held, withdrawn ones included.
    package var records: Int
    /// Conflicts that wait for a human.
    package var conflictsOpen: Int
    /// Writes that wait for this node's past to be known.
    package var drafts: Int
    /// Whether every partner is converged.
    package var converged: Bool
    /// Why not; null when converged.
    @ExplicitNull package var reason: String?
    /// Answers that partners owe and that are past their time, the longest first; the first hundred.
    package var overdue: [OverdueAnswer]
    /// How many there are in all.
    package var overdueCount: Int
    /// Every other partner of the bank.
    package var peers: [PeerStatus]
    /// Alarms that nobody has settled.
    package var alarms: Int
    /// By which statement nothing may be written here any more; absent where it may.
    package var sealed: BankWord?
    /// By which statement this partner has suspended its part, so that what is written here waits.
    package var suspended: BankWord?

    package init(
        partner: String,
        author: String,
        bank: String?,
        digest: String,
        records: Int,
        conflictsOpen: Int,
        drafts: Int,
        converged: Bool,
        reason: String?,
        peers: [PeerStatus],
        alarms: Int,
        overdue: [OverdueAnswer] = [],
        overdueCount: Int = 0,
        sealed: BankWord? = nil,
        suspended: BankWord? = nil
    ) {
        self.partner = partner
        self.author = author
        self.bank = bank
        self.digest = digest
        self.records = records
        self.conflictsOpen = conflictsOpen
        self.drafts = drafts
        self.converged = converged
        self.reason = reason
        self.peers = peers
        self.alarms = alarms
        self.overdue = overdue
        self.overdueCount = overdueCount
        self.sealed = sealed
        self.suspended = suspended
    }

    private enum CodingKeys: String, CodingKey {
        case partner
        case author
        case bank
        case digest
        case records
        case conflictsOpen = "conflicts_open"
        case drafts
        case converged
        case reason
        case overdue
        case overdueCount = "overdue_count"
        case peers
        case alarms
        case sealed
        case suspended
    }
}

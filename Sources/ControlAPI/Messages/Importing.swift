/// What an import came to.
package struct ImportReport: WriteAnswer, Codable, Equatable, Sendable {
    /// Rows read.
    package var read: Int
    /// Records created.
    package var added: Int
    /// Records changed.
    package var changed: Int
    /// Records that already had these values.
    package var unchanged: Int
    /// Rows that were not taken, each with its reason.
    package var rejected: [Rejection]
    /// Rejected rows beyond those listed, where the list was cut.
    package var rejectedMore: Int?
    /// Of the rows added and changed, those that wait as drafts until this node's past is known.
    package var drafts: Int?
    /// What was assumed about the file, a sentence each.
    package var notes: [String]?
    /// True where what was written waits; see `WriteAnswer`.
    package var waiting: Bool?

    /// A row that was not taken.
    package struct Rejection: Codable, Equatable, Sendable {
        /// The line of the file where the row begins, from 1.
        package var line: Int
        /// Why.
        package var reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }
    }

    package init(
        read: Int,
        added: Int,
        changed: Int,
        unchanged: Int,
        rejected: [Rejection],
        rejectedMore: Int? = nil,
        drafts: Int? = nil,
        notes: [String]? = nil,
        waiting: Bool? = nil
    ) {
        self.read = read
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
        self.rejected = rejected
        self.rejectedMore = rejectedMore
        self.drafts = drafts
        self.notes = notes
        self.waiting = waiting
    }

    private enum CodingKeys: String, CodingKey {
        case read
        case added
        case changed
        case unchanged
        case rejected
        case rejectedMore = "rejected_more"
        case drafts
        case notes
        case waiting
    }
}

package import BankModel

/// What the checks need of one record, worked out once.
///
/// While a record is in conflict every sibling counts: all places, the larger buffer, the longer
/// time, each state that any sibling says, the earliest term.
package struct RecordView: Sendable {
    /// What people call it: `us-n3`.
    package let spoken: String
    /// The record.
    package let id: RecordID
    /// The version that this is a view of.
    package let version: Version
    /// The number of its kind.
    package let kind: UInt32
    /// Whose it is.
    package let owner: PartnerID
    /// Whether everybody who has a say withdrew it.
    package let isWithdrawn: Bool
    /// Whether it is in conflict.
    package let isDisputed: Bool
    /// Every part of space and time that it may fill; each once.
    package let extents: [Extent]
    /// Whether a position in it was typed in a form that says something else than its value.
    package let formsDisagree: Bool
    /// What is to be kept around a site, in millimetres; 0 for other kinds.
    package let buffer: Int64
    /// When it holds; nil for always.
    package let validity: Interval?
    /// Every answer to the question when it holds, sorted; nil where it says always.
    package let validities: [Interval?]
    /// When it should be looked at again.
    package let reviewBy: Int64?
    /// The states that a notice may have, sorted.
    package let states: [NoticeState]
    /// By when others should have answered a notice.
    package let respondBy: Int64?
    /// Who announces a notice or leads what it announces, sorted.
    package let doers: [PartnerID]
    /// What partners may do in a sector, sorted by partner; one who is not there may do anything.
    package let permissions: [PartnerPermission]
    /// The words for how a site functions, sorted.
    package let functions: [String]
    /// What it is called elsewhere, sorted.
    package let externalIDs: [String]
    /// Its names, as they are compared.
    let names: [PlainName]

    /// What one partner may do in a sector.
    package struct PartnerPermission: Hashable, Sendable {
        /// The partner.
        package let partner: PartnerID
        /// What it may do there.
        package let permission: Permission
    }
}

/// A part of space and time that a record may fill.
package struct Extent: Sendable {
    /// As the record says it.
    package let volume: Volume
    /// Its outline, worked out.
    package let footprint: Footprint

    init(_ volume: Volume) {
        self.volume = volume
        footprint = Footprint(volume.place)
    }
}

extension RecordView {
    /// Whether it counts: it is not withdrawn, and if a notice, some sibling says that it is neither
    /// ended nor cancelled.
    package var isStanding: Bool {
        !isWithdrawn && (states.isEmpty || states.contains { !$0.isFinal })
    }

    /// What a partner may do in the sector; nil where nothing was agreed about it.
    package func permission(of partner: PartnerID) -> Permission? {
        permissions.first { $0.partner == partner }?.permission
    }

    /// Boxes that hold all that can be near the record when this buffer (millimetres) is kept around
    /// what it fills.
    package func boxes(buffer: Int64 = 0) -> [PositionBox] {
        extents.flatMap { $0.footprint.boxes(buffer: buffer) }
    }

    func isKind(_ kind: Kind) -> Bool { self.kind == kind.number }
}

// What partners agree about areas, announce, observe and say. Nothing here says why anything is
// done, to whom, or with what.

extension Kind {
    /// An area, a band of heights there, and what each partner may do in it.
    package static let sector = Self(
        number: 3,
        name: "sector",
        letter: "z",
        channel: .bank,
        authority: .everyPartner,
        fields: [life, name, areas, allowed, rules, validity, reviewBy] + common
    )

    /// An operational update: what a partner will do, where and when.
    package static let notice = Self(
        number: 4,
        name: "notice",
        letter: "n",
        channel: .ops,
        authority: .ownerOnly,
        fields: [
            life, title, activity, volumes, lead, contact, respondBy, state, reviewBy,
        ] + common
    )

    /// What a partner observed, where and when.
    package static let incident = Self(
        number: 5,
        name: "incident",
        letter: "i",
        channel: .ops,
        authority: .ownerOnly,
        fields: [life, title, observed, place, incidentCategory, text, links] + common
    )

    /// A partner's word about one version of a record, or about the bank.
    package static let statement = Self(
        number: 6,
        name: "statement",
        letter: "w",
        channel: .ops,
        authority: .immutable,
        fields: [life, about, says, reason, stage]
    )

    /// A value that a partner suggests for another partner's record.
    package static let proposal = Self(
        number: 7,
        name: "proposal",
        letter: "p",
        channel: .ops,
        authority: .ownerOnly,
        fields: [life, about, change, reason] + common
    )

    /// That two records belong together, and how.
    package static let link = Self(
        number: 8,
        name: "link",
        letter: "l",
        channel: .ops,
        authority: .ownerOnly,
        fields: [life, from, to, relation, reason] + common
    )

    private static let title = Field(
        40,
        "title",
        .register,
        .text(bytesMax: Limits.nameBytesMax),
        isRequired: true
    )
    private static let activity = Field(
        41,
        "activity",
        .register,
        .choice([
            "flight", "convoy", "ground_movement", "survey", "demining", "medevac", "relief",
            "exercise", "other",
        ]),
        isRequired: true
    )
    private static let volumes = Field(
        42,
        "volumes",
        .register,
        .volumes(areTimed: true),
        isRequired: true
    )
    private static let lead = Field(43, "lead", .register, .partner, isRequired: true)
    private static let contact = Field(
        44,
        "contact",
        .register,
        .text(bytesMax: Limits.textBytesMax)
    )
    private static let respondBy = Field(45, "respond_by", .register, .instant)
    private static let state = Field(
        46,
        "state",
        .register,
        .choice(NoticeState.allCases.map(\.rawValue)),
        isRequired: true,
        initial: .word(NoticeState.issued.rawValue)
    )
    private static let areas = Field(
        47,
        "areas",
        .register,
        .volumes(areTimed: false),
        isRequired: true
    )
    private static let allowed = Field(
        48,
        "allowed",
        .register,
        .choice(Permission.allCases.map(\.rawValue)),
        keys: .partner
    )
    private static let rules = Field(49, "rules", .register, .text(bytesMax: Limits.textBytesMax))
    private static let observed = Field(50, "observed", .register, .interval, isRequired: true)
    private static let incidentCategory = Field(
        51,
        "category",
        .register,
        .choice(["violation_of_cessation", "damage_at_protected_site", "near_miss", "other"]),
        isRequired: true
    )
    private static let text = Field(52, "text", .register, .text(bytesMax: Limits.textBytesMax))
    private static let links = Field(53, "links", .set, .reference)
    /// Not required by the table: a word about the bank itself is about no record.
    ///
    /// `Pen` asks for it where it belongs.
    private static let about = Field(54, "about", .register, .reference)
    private static let says = Field(
        55,
        "says",
        .register,
        .choice(Saying.allCases.map(\.rawValue)),
        isRequired: true
    )
    private static let reason = Field(56, "reason", .register, .text(bytesMax: Limits.textBytesMax))
    private static let stage = Field(
        61,
        "stage",
        .register,
        .text(bytesMax: Limits.tagBytesMax)
    )
    private static let change = Field(57, "change", .register, .suggestion, isRequired: true)
    private static let from = Field(58, "from", .register, .reference, isRequired: true)
    private static let to = Field(59, "to", .register, .reference, isRequired: true)
    private static let relation = Field(
        60,
        "relation",
        .register,
        .choice(["same_as", "related", "supersedes"]),
        isRequired: true
    )
}

/// How far a notice has come.
package enum NoticeState: String, CaseIterable, Sendable {
    /// Announced.
    case issued
    /// Under way.
    case active
    /// Over.
    case ended
    /// Called off.
    case cancelled

    /// What may follow: nothing on what is over or called off.
    package var successors: [Self] {
        switch self {
        case .issued: [.active, .cancelled]
        case .active: [.ended, .cancelled]
        case .ended, .cancelled: []
        }
    }

    /// Whether nothing can follow.
    package var isFinal: Bool { successors.isEmpty }
}

/// What a partner may do in a sector, from the most to the least.
package enum Permission: String, CaseIterable, Comparable, Sendable {
    /// Anything.
    case permitted
    /// What it has announced before.
    case notifyFirst = "notify_first"
    /// Nothing.
    case notPermitted = "not_permitted"

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .permitted: 0
        case .notifyFirst: 1
        case .notPermitted: 2
        }
    }
}

/// What a statement says.
package enum Saying: String, CaseIterable, Sendable {
    /// The version has come; said by the daemon.
    case received
    /// Somebody read the version.
    case acknowledged
    /// The partner agrees to the version.
    case agreed
    /// The partner objects to the version.
    case objected
    /// What the partner said of the version before no longer holds.
    case withdrawn
    /// The partner stops exchanging for a time.
    case suspended
    /// The partner exchanges again.
    case resumed
    /// The partner has left the bank.
    case left

    /// Whether it is said about the bank, and so about no record.
    package var isAboutBank: Bool {
        switch self {
        case .suspended, .resumed, .left: true
        case .received, .acknowledged, .agreed, .objected, .withdrawn: false
        }
    }

    /// Whether it must say why.
    package var needsReason: Bool { self == .objected || self == .suspended }
}

package import BankModel

/// Something that a finding rests on, beside the records themselves.
package enum FindingFact: Hashable, Sendable {
    /// What radii and half widths, uncertainties and the buffer come to in millimetres, to be compared
    /// with the distance.
    case reaches(extents: Int64, uncertainties: Int64, buffer: Int64)
    /// The two meet in time only thanks to the clocks' skew and the margin.
    case meetOnlyByMargin
    /// What a partner may do in the sector.
    case permission(PartnerID, Permission)
    /// Whose answers are missing, sorted.
    case missing([PartnerID])
    /// When something should have been done, in milliseconds since 1970.
    case term(Term, Int64)
    /// What a partner said, and of which version.
    case said(PartnerID, Saying, VersionID)
    /// An external id that the records have in common; as its partners wrote it.
    case sharedID(String)
    /// The records are alike in name.
    case alikeNames
    /// Somebody has linked the records as the same.
    case linkedAsSame
    /// What is suspect about a position.
    case suspicion(Suspicion)
    /// A field in which the two lists differ.
    case differs(FieldID)
    /// When the partner was last heard of, in milliseconds since 1970; nil for never.
    case lastHeard(PartnerID, Int64?)

    /// What a term is for.
    package enum Term: String, Sendable {
        /// `respond_by` of a notice.
        case respondBy = "respond_by"
        /// `review_by` of a record.
        case reviewBy = "review_by"
        /// The end of a notice's last volume.
        case lastVolume = "last_volume"
    }

    /// Why a position looks mistyped.
    package enum Suspicion: String, CaseIterable, Sendable {
        /// It is where latitude and longitude are 0.
        case nullIsland = "null_island"
        /// It is far outside the bank's area.
        case outsideArea = "outside_area"
        /// With latitude and longitude swapped it would be where the bank's records are.
        case swapped
        /// With another sign it would be where the bank's records are.
        case signFlipped = "sign_flipped"
        /// It was typed in several forms, or in one that its value is not, and they are apart.
        case formsDisagree = "typed_forms_disagree"
    }
}

extension Finding {
    /// Two lines that say what the finding rests on: which records in which versions, and how it came
    /// about.
    ///
    /// Rule and certainty stand beside them, and are not said again.
    /// How a time (milliseconds since 1970) is written is the caller's. No text that a peer wrote is in
    /// them.
    package func explanation(writing time: (Int64) -> String) -> [String] {
        let which = records.map { record in
            let dispute = record.isDisputed ? ", in conflict: all siblings count" : ""
            return "\(record.spoken) (version \(record.version.id)\(dispute))"
        }
        var how: [String] = []
        if let distance { how.append("\(Self.metres(distance)) apart") }
        if let overlap { how.append(Self.words(overlap, writing: time)) }
        how += facts.map { $0.words(writing: time) }
        if altitudeNote == .notComparable { how.append("altitudes not comparable") }
        return [
            which.joined(separator: " and "), how.joined(separator: "; "),
        ]
    }

    fileprivate static func metres(_ millimetres: Int64) -> String {
        let rest = String(millimetres % 1_000)
        return
            "\(millimetres / 1_000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest) m"
    }

    private static func words(_ interval: Interval, writing time: (Int64) -> String) -> String {
        switch (interval.from, interval.until) {
        case (let from?, let until?): "from \(time(from)) to \(time(until))"
        case (let from?, nil): "from \(time(from)) on"
        case (nil, let until?): "until \(time(until))"
        case (nil, nil): "always"
        }
    }
}

extension FindingFact {
    fileprivate func words(writing time: (Int64) -> String) -> String {
        switch self {
        case .reaches(let extents, let uncertainties, let buffer):
            "kept \(Finding.metres(extents + uncertainties + buffer))"
                + " (extents \(Finding.metres(extents)),"
                + " uncertainties \(Finding.metres(uncertainties)),"
                + " buffer \(Finding.metres(buffer)))"
        case .meetOnlyByMargin: "times meet only within skew and margin"
        case .permission(let partner, let permission): "\(partner): \(permission.rawValue)"
        case .missing(let partners):
            "no answer from \(partners.map(\.text).joined(separator: ", "))"
        case .term(let term, let instant): "\(term.rawValue) \(time(instant))"
        case .said(let partner, let saying, let version):
            "\(partner) \(saying.rawValue) version \(version)"
        case .sharedID: "one external id"
        case .alikeNames: "alike in name"
        case .linkedAsSame: "linked as the same"
        case .suspicion(let suspicion): suspicion.rawValue
        case .differs(let field): "\(Kind.site.name(of: field)) differs"
        case .lastHeard(let partner, let instant):
            "\(partner) last heard \(instant.map(time) ?? "never")"
        }
    }
}

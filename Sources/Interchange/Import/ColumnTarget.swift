import BankModel

/// What a column of a file, or a key of a feature's properties, gives.
enum ColumnTarget: Equatable {
    /// Nothing that is kept.
    case ignored
    /// A field's value or, for a set or list, some of its values.
    case field(FieldID, Field)
    /// A part of the record's place.
    case place(PlacePart)
    /// The kind that the row is of: a row of another kind is not taken.
    case kind

    /// The parts of a place that have columns of their own.
    enum PlacePart: Int, CaseIterable {
        case latitude
        case longitude
        /// The position in one of the forms that people type: a square of MGRS, say.
        case position
        case uncertainty
        case shape
        case radius
        /// Of a line that is drawn.
        case halfWidth

        /// Whether it says where the place is, which a drawing says itself.
        var isPosition: Bool {
            self == .latitude || self == .longitude || self == .position
        }

        /// The name of its column in our exports.
        var name: String {
            switch self {
            case .latitude: "lat"
            case .longitude: "lon"
            case .position: "position"
            case .uncertainty: "uncertainty_m"
            case .shape: "shape"
            case .radius: "radius_m"
            case .halfWidth: "half_width_m"
            }
        }
    }

    /// Whether two columns may not both give this.
    var isSingle: Bool {
        switch self {
        case .ignored, .place(.position): false
        case .field(_, let field): field.merge == .register
        case .place, .kind: true
        }
    }

    /// What two columns that give the same have in common.
    var name: String {
        switch self {
        case .ignored: ""
        case .field(let id, let field): id.key.isEmpty ? field.name : "\(field.name).\(id.key)"
        case .place(let part): part.name
        case .kind: OwnColumn.kind
        }
    }
}

/// The columns of our exports that belong to no field.
enum OwnColumn {
    static let id = "id"
    static let kind = "jig:kind"
    static let version = "jig:version"
    static let withdrawn = "jig:withdrawn"
    static let conflicted = "jig:conflicted"
    static let protective = "jig:protective"
    static let conflicts = "jig:conflicts"

    /// What an export says for its reader and an import does not take.
    static let ignored = [version, withdrawn, conflicted, protective, conflicts]
    /// What names the fields that an import of an export leaves alone.
    static let leavingAlone = [conflicted, protective]
}

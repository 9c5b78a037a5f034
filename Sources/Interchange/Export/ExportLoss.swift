import BankModel

/// What a format that draws cannot carry as it is.
enum ExportLoss: Int, CaseIterable {
    case circle
    case corridor
    case lowerBound
    case noUpperBound
    case flightLevel
    case ellipsoidHeight
    case height
    case antimeridian
    case endless
    case outlineless
    case leftOutOutlineless
    case leftOutWithdrawn

    /// What became of it: a sentence for the person who exports.
    func sentence(_ count: Int) -> String {
        switch self {
        case .circle:
            "Circles are drawn as polygons around them: \(count). The exact radius stands beside them."
        case .corridor:
            "Corridors are drawn as their middle lines: \(count). The half width stands beside them."
        case .lowerBound:
            "Volumes with a lower bound are drawn from the ground up: \(count). The bound stands beside "
                + "them."
        case .noUpperBound:
            "Volumes with a lower bound but no upper one lie on the ground: \(count). The bound stands "
                + "beside them."
        case .flightLevel:
            "Volumes that end at a flight level lie on the ground: \(count). The level stands beside "
                + "them."
        case .ellipsoidHeight:
            "Heights above the ellipsoid are drawn as if above the sea: \(count). They may be 107 m too "
                + "low or 86 m too high."
        case .height: "Bounds of heights only stand beside the outlines: \(count)."
        case .antimeridian:
            "Outlines across the antimeridian: \(count). Some programs draw them the long way round."
        case .endless:
            "Events without an end are fresh for a day from the export: \(count)."
        case .outlineless: "Records without a place have no outline: \(count)."
        case .leftOutOutlineless: "Records without a place are left out: \(count)."
        case .leftOutWithdrawn: "Withdrawn records are left out: \(count)."
        }
    }
}

/// How often something could not be carried as it is.
struct ExportNotes {
    private var counts = [Int](repeating: 0, count: ExportLoss.allCases.count)
    private var hasOutline = false

    mutating func note(_ loss: ExportLoss) { counts[loss.rawValue] += 1 }

    /// Notes what of a place is drawn otherwise than it is.
    mutating func noteShape(of place: Place) {
        switch place.shape {
        case .point, .polygon: break
        case .circle: note(.circle)
        case .corridor: note(.corridor)
        }
    }

    /// Notes that there is an outline, of which its reader must know what it leaves out.
    mutating func noteOutline() { hasOutline = true }

    /// One sentence each.
    var list: [String] {
        let losses = ExportLoss.allCases.filter { counts[$0.rawValue] > 0 }
        let always =
            hasOutline
            ? ["Outlines hold neither uncertainty nor buffer: those stand beside them."] : []
        return always + losses.map { $0.sentence(counts[$0.rawValue]) }
    }
}

package import BankModel
internal import Deconfliction

/// One line that says a position in three ways, so that whoever typed it sees a typing error at once.
package enum PositionEcho {
    /// `34.5000000, 38.2500000 · 37SDU3114617852 · 7.2 km SW of Tadmur`.
    ///
    /// Distances are rounded to the nearest tenth of a kilometre, from ten on to the kilometre.
    package static func text(
        _ position: Position,
        in gazetteer: Gazetteer = .builtIn
    ) -> String {
        let degrees =
            "\(DecimalDegrees.text(position.latitude)), \(DecimalDegrees.text(position.longitude))"
        let parts = [degrees, MGRS.text(of: position)]
        guard let nearest = gazetteer.nearest(to: position) else {
            return parts.joined(separator: " · ")
        }
        return (parts + [text(of: position, from: nearest)]).joined(separator: " · ")
    }

    private static func text(of position: Position, from nearest: Gazetteer.Nearest) -> String {
        let name = Excerpt.of(nearest.entry.name)
        let tenths = (nearest.distance + 50_000) / 100_000
        guard tenths > 0 else { return "at \(name)" }
        let distance =
            tenths < 100
            ? ExactDecimal(mantissa: tenths, digits: 1).text
            : String((nearest.distance + 500_000) / 1_000_000)
        guard let way = CompassPoint(from: nearest.entry.position, to: position) else {
            return "\(distance) km from \(name)"
        }
        return "\(distance) km \(way.rawValue) of \(name)"
    }
}

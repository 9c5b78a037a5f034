import ShapeDice
import Simulation

extension Terrain {
    /// A few shapes within some kilometres of each other, at a pole or the antimeridian as often as
    /// anywhere; and now and then places that look mistyped.
    init(seed: UInt64) {
        var shapes = ShapeDice(seed: seed)
        let centre = shapes.centre()
        var places = (0..<6).map { _ in shapes.place(around: centre, within: 2_500) }
        if shapes.dice.chance(30) { places += shapes.mistyped(centre) }
        self.init(places: places)
    }
}

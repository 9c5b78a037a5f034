/// A part of space, for a time: a place, the heights there, and when.
package struct Volume: Hashable, Sendable {
    /// Its outline on the ground.
    package let place: Place
    /// From which height to which.
    package let altitude: AltitudeBand
    /// When; nil where the record says it of all times.
    package let time: Interval?

    package init(place: Place, altitude: AltitudeBand = .unbounded, time: Interval? = nil) {
        self.place = place
        self.altitude = altitude
        self.time = time
    }
}

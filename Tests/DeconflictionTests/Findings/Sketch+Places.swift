import BankModel

extension Sketch {
    static func place(
        _ metres: Double,
        radius: Double = 0,
        uncertainty: Double = 0
    ) -> Place {
        place(
            latitude: 340_000_000 + Int32((metres / 0.011_119_508).rounded()),
            longitude: 380_000_000,
            radius: radius,
            uncertainty: uncertainty
        )
    }

    static func place(
        latitude: Int32,
        longitude: Int32,
        radius: Double = 0,
        uncertainty: Double = 0
    ) -> Place {
        let place = Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: Int64(uncertainty * 1_000),
            shape: radius > 0 ? .circle(radius: Int64(radius * 1_000)) : .point
        )
        guard let place else { preconditionFailure("no place at \(latitude), \(longitude)") }
        return place
    }

    /// A rectangle from so many metres to so many north, and as wide as 0.1 degrees to both sides of
    /// the meridian.
    static func box(_ south: Double, _ north: Double) -> Place {
        box(south, north, halfWidth: 1_000_000)
    }

    /// The same, twice as wide.
    static func wideBox(_ south: Double, _ north: Double) -> Place {
        box(south, north, halfWidth: 2_000_000)
    }

    private static func box(_ south: Double, _ north: Double, halfWidth: Int32) -> Place {
        let (low, high) = (place(south).latitude, place(north).latitude)
        let (west, east) = (380_000_000 - halfWidth, 380_000_000 + halfWidth)
        let corners = [(low, west), (low, east), (high, east), (high, west)].compactMap {
            Position(latitude: $0.0, longitude: $0.1)
        }
        guard
            let box = Place(
                latitude: low,
                longitude: west,
                uncertainty: 0,
                shape: .polygon(corners)
            )
        else { preconditionFailure("no box from \(south) to \(north)") }
        return box
    }

    /// An interval in minutes from noon.
    static func minutes(_ from: Int64?, _ until: Int64?) -> Interval {
        guard
            let interval = Interval(
                from: from.map { noon + $0 * minute },
                until: until.map { noon + $0 * minute }
            )
        else { preconditionFailure("no interval") }
        return interval
    }

    static func volume(
        _ place: Place,
        _ from: Int64? = -1,
        _ until: Int64? = 60,
        _ altitude: AltitudeBand = .unbounded
    ) -> Volume {
        Volume(
            place: place,
            altitude: altitude,
            time: from == nil && until == nil ? nil : minutes(from, until)
        )
    }

    static func band(
        _ lower: Int64,
        _ upper: Int64,
        _ reference: Altitude.Reference
    )
        -> AltitudeBand
    {
        let unit = reference == .fl ? Altitude.flightLevelMillimetres : 1_000
        guard let low = Altitude(millimetres: lower * unit, reference: reference),
            let high = Altitude(millimetres: upper * unit, reference: reference),
            let band = AltitudeBand(lower: low, upper: high)
        else {
            preconditionFailure("no band from \(lower) to \(upper)")
        }
        return band
    }
}

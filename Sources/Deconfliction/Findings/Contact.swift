internal import BankModel

/// How two records meet in space and time: the foremost of all meetings of their extents.
struct Contact: Sendable {
    /// Certain or possible, never apart.
    let nearness: Nearness
    /// Between the skeletons, in millimetres, rounded down.
    let separation: Int64
    /// When.
    let time: TimeOverlap
    /// Overlapping or not comparable, never apart.
    let altitude: AltitudeOverlap
    /// What the separation was compared with.
    let reaches: FindingFact
    /// Which extent of the first record, and which of the second.
    let places: Pair

    /// Places in the lists of extents of two records.
    struct Pair: Comparable, Sendable {
        let first: Int
        let second: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    var certainty: Finding.Certainty { nearness == .certain ? .certain : .possible }

    /// What a finding tells of it, beside distance, time and heights.
    var facts: [FindingFact] { [reaches] + (time.isGap ? [.meetOnlyByMargin] : []) }

    /// What is certain comes first, then what is sooner, then what overlaps in height for sure, then
    /// what is nearer.
    func isBefore(_ other: Self) -> Bool {
        if nearness != other.nearness { return nearness == .certain }
        if time != other.time { return time.isBefore(other.time) }
        if altitude != other.altitude { return altitude == .overlaps }
        if separation != other.separation { return separation < other.separation }
        return places < other.places
    }
}

extension TimeOverlap {
    fileprivate func isBefore(_ other: Self) -> Bool {
        if from != other.from { return (from ?? .min) < (other.from ?? .min) }
        if until != other.until { return (until ?? .max) < (other.until ?? .max) }
        return !isGap && other.isGap
    }
}

extension RecordView {
    /// The foremost meeting with another record when a buffer (millimetres) is kept; nil where there
    /// is none that is not over.
    ///
    /// Times are compared first and the ground last: that is what costs.
    func contact(with other: Self, buffer: Int64 = 0, _ terms: FindingTerms) -> Contact? {
        var foremost: Contact?
        for (first, extent) in extents.enumerated() {
            for (second, opposite) in other.extents.enumerated() {
                let places = Contact.Pair(first: first, second: second)
                guard
                    let contact = extent.contact(
                        with: opposite,
                        buffer: buffer,
                        places: places,
                        terms
                    )
                else { continue }
                if foremost.map({ contact.isBefore($0) }) ?? true { foremost = contact }
            }
        }
        return foremost
    }
}

extension Extent {
    func contact(
        with other: Self,
        buffer: Int64,
        places: Contact.Pair,
        _ terms: FindingTerms
    ) -> Contact? {
        guard
            let time = TimeOverlap(volume.time, other.volume.time, margin: terms.margin),
            !terms.isOver(time.until)
        else { return nil }
        let altitude = volume.altitude.overlap(other.volume.altitude)
        guard altitude != .apart,
            let proximity = footprint.proximity(to: other.footprint, buffer: buffer)
        else { return nil }
        let (reach, opposite) = (footprint.reach, other.footprint.reach)
        return Contact(
            nearness: proximity.nearness,
            separation: proximity.separation,
            time: time,
            altitude: altitude,
            reaches: .reaches(
                extents: reach.extent + opposite.extent,
                uncertainties: reach.uncertainty + opposite.uncertainty,
                buffer: buffer
            ),
            places: places
        )
    }
}

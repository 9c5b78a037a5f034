import BankModel

// Outlines, volumes and references in a blob, as `Value+Blob.swift` draws them.

extension BlobWriter {
    mutating func outline(_ place: Place) {
        switch place.shape {
        case .point: byte(0)
        case .circle: byte(1)
        case .polygon: byte(2)
        case .corridor: byte(3)
        }
        signed(Int64(place.latitude))
        signed(Int64(place.longitude))
        signed(place.uncertainty)
        switch place.shape {
        case .point: break
        case .circle(let length), .corridor(_, let length): unsigned(UInt64(bitPattern: length))
        case .polygon: break
        }
        if place.vertices.isEmpty { return }
        let steps = Position.steps(along: place.vertices)
        unsigned(UInt64(steps.count))
        for step in steps { signed(step) }
    }

    mutating func volume(_ volume: Volume) {
        outline(volume.place)
        bound(volume.altitude.lower)
        bound(volume.altitude.upper)
        byte(volume.time == nil ? 0 : 1)
        if let time = volume.time { interval(time) }
    }

    mutating func reference(_ reference: Reference) {
        unsigned(UInt64(reference.kind))
        dot(reference.record)
        unsigned(UInt64(reference.dots.count))
        for dot in reference.dots { self.dot(dot) }
    }

    private mutating func bound(_ altitude: Altitude?) {
        byte(altitude?.reference.rawValue ?? 0)
        if let altitude { signed(altitude.millimetres) }
    }

    private mutating func dot(_ dot: Dot) {
        for byte in dot.entry.bytes { self.byte(byte) }
        unsigned(UInt64(dot.index))
    }
}

extension BlobReader {
    mutating func outline() throws -> Place {
        let shape = try byte()
        let latitude = Int32(exactly: try signed())
        let longitude = Int32(exactly: try signed())
        let uncertainty = try signed()
        let length = shape == 1 || shape == 3 ? Int64(bitPattern: try unsigned()) : 0
        guard let latitude, let longitude,
            let position = Position(latitude: latitude, longitude: longitude)
        else { throw StoreError.damaged("a place outside its ranges") }
        let place = Place(
            latitude: latitude,
            longitude: longitude,
            uncertainty: uncertainty,
            shape: try self.shape(shape, length: length, at: position)
        )
        guard let place else { throw StoreError.damaged("a place outside its ranges") }
        return place
    }

    private mutating func shape(
        _ shape: UInt8,
        length: Int64,
        at position: Position
    ) throws -> Place.Shape {
        switch shape {
        case 0: return .point
        case 1: return .circle(radius: length)
        case 2: return .polygon(try positions(from: position))
        case 3: return .corridor(try positions(from: position), halfWidth: length)
        default: throw StoreError.damaged("a place of the shape \(shape)")
        }
    }

    private mutating func positions(from first: Position) throws -> [Position] {
        var steps: [Int64] = []
        for _ in 0..<(try count()) { steps.append(try signed()) }
        guard let positions = Position.positions(from: first, steps: steps) else {
            throw StoreError.damaged("steps that lead out of the globe")
        }
        return positions
    }

    mutating func volumes() throws -> [Volume] {
        var volumes: [Volume] = []
        for _ in 0..<(try count()) {
            let place = try outline()
            guard let altitude = AltitudeBand(lower: try bound(), upper: try bound()) else {
                throw StoreError.damaged("a band of heights upside down")
            }
            let isTimed = try byte() == 1
            let time = isTimed ? try interval() : nil
            volumes.append(Volume(place: place, altitude: altitude, time: time))
        }
        return volumes
    }

    private mutating func bound() throws -> Altitude? {
        let number = try byte()
        if number == 0 { return nil }
        let height = try signed()
        guard let reference = Altitude.Reference(rawValue: number),
            let altitude = Altitude(millimetres: height, reference: reference)
        else { throw StoreError.damaged("a height outside its range") }
        return altitude
    }

    mutating func reference() throws -> Reference {
        let kind = try number()
        let record = try dot()
        var dots: [Dot] = []
        for _ in 0..<(try count()) { dots.append(try dot()) }
        guard let reference = Reference(kind: kind, record: record, dots: dots) else {
            throw StoreError.damaged("a reference to nothing that can be")
        }
        return reference
    }

    /// An unsigned integer of 32 bits.
    mutating func number() throws -> UInt32 {
        guard let number = UInt32(exactly: try unsigned()) else {
            throw StoreError.damaged("a number of more than 32 bits")
        }
        return number
    }

    private mutating func dot() throws -> Dot {
        var bytes: [UInt8] = []
        for _ in 0..<32 { bytes.append(try byte()) }
        return Dot(entry: EntryHash(bytes: bytes) ?? .zero, index: try number())
    }
}

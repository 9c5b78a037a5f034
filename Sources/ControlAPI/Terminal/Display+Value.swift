package import BankModel

extension Display {
    /// A value on one line, as people say it: `34.5, 38.25 ±100 m`.
    package func value(_ value: Plain) -> Line {
        switch value {
        case .null: Line("(cleared)", .dim)
        case .bool(let flag): Line(flag ? "true" : "false")
        case .integer, .decimal: Line(value.decimalText)
        case .text(let text): self.text(text)
        case .list(let items):
            joined(items.map { self.value($0) }, by: items.contains(where: isVolume) ? " | " : ", ")
        case .object(let members): object(members)
        }
    }

    /// The text, in quotation marks where it would read as something else or as nothing.
    private func text(_ text: String) -> Line {
        let bytes = text.utf8
        let isPlain =
            bytes.first.map { ![0x20, 0x22, 0x28].contains($0) } ?? false && bytes.last != 0x20
        return Line(isPlain ? text : "\"\(text)\"")
    }

    private func object(_ members: [Plain.Member]) -> Line {
        let values = Dictionary(
            members.map { ($0.key, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        if let latitude = values["lat"], let longitude = values["lon"] {
            return place(values, latitude, longitude)
        }
        if let place = values["place"] { return volume(values, place) }
        if let kind = values["kind"], let version = values["version"] {
            return reference(values["id"], kind, version)
        }
        if let field = values["field"], let suggested = values["value"] {
            return value(field) + " = " + value(suggested)
        }
        let ends = ends(values)
        if !ends.isEmpty { return joined(ends, by: " ") }
        if let time = values["at"], let who = values["by"] {
            return moment(time) + " by " + value(who)
        }
        return joined(members.map { Line("\($0.key)=", .dim) + value($0.value) })
    }

    private func place(_ values: [String: Plain], _ latitude: Plain, _ longitude: Plain) -> Line {
        var line = value(latitude) + ", " + value(longitude)
        if let uncertainty = values["uncertainty_m"] {
            line = line + " ±\(uncertainty.decimalText) m"
        }
        if let radius = values["radius_m"], radius != .null {
            line = line + ", circle of \(radius.decimalText) m"
        }
        if case .list(let vertices)? = values["vertices"] {
            line = line + ", polygon of \(vertices.count) vertices"
        }
        if case .list(let points)? = values["points"], let half = values["half_width_m"] {
            line =
                line + ", corridor of \(points.count) points, \(half.decimalText) m to each side"
        }
        return line
    }

    private func isVolume(_ value: Plain) -> Bool {
        guard case .object(let members) = value else { return false }
        return members.contains { $0.key == "place" }
    }

    /// Where, between which heights, when.
    private func volume(_ values: [String: Plain], _ place: Plain) -> Line {
        var parts = [value(place)]
        let heights = [("above ", values["lower"]), ("below ", values["upper"])]
        parts += heights.compactMap { word, height in height.map { Line(word) + self.height($0) } }
        return joined([joined(parts)] + ends(values), by: " ")
    }

    private func height(_ value: Plain) -> Line {
        guard case .object(let members) = value else { return self.value(value) }
        func member(_ key: String) -> Plain? { members.first { $0.key == key }?.value }
        if let level = member("fl") { return Line("FL\(level.decimalText)") }
        guard let metres = member("m"), case .text(let reference)? = member("reference") else {
            return joined(members.map { Line("\($0.key)=", .dim) + self.value($0.value) })
        }
        return Line("\(metres.decimalText) m \(reference.uppercased())")
    }

    /// `us-n3 @ 0123456789abcdef`: a record, and the version that is meant.
    private func reference(_ id: Plain?, _ kind: Plain, _ version: Plain) -> Line {
        let isHere = id != nil && id != .null
        let record = isHere ? value(id ?? .null) : Line("a ") + value(kind) + " not here yet"
        return version == .null ? record : record + "@" + value(version)
    }

    private func ends(_ values: [String: Plain]) -> [Line] {
        [end("from ", values["from"]), end("until ", values["until"])].compactMap { $0 }
    }

    private func end(_ word: String, _ time: Plain?) -> Line? {
        guard let time, time != .null else { return nil }
        return Line(word) + moment(time)
    }

    private func moment(_ value: Plain) -> Line {
        guard case .text(let text) = value, let moment = Moment(text) else {
            return self.value(value)
        }
        return time(moment)
    }

    private func joined(_ lines: [Line], by separator: String = ", ") -> Line {
        lines.enumerated().reduce(Line()) { $0 + ($1.offset == 0 ? "" : separator) + $1.element }
    }
}

package import BankModel

extension Display {
    /// A value on one line, as people say it: `34.5, 38.25 ±100 m`.
    package func value(_ value: Plain) -> Line {
        switch value {
        case .null: Line("(cleared)", .dim)
        case .bool(let flag): Line(flag ? "true" : "false")
        case .integer, .decimal: Line(value.decimalText)
        case .text(let text): self.text(text)
        case .list(let items): joined(items.map { self.value($0) })
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
        let ends = [end("from ", values["from"]), end("until ", values["until"])].compactMap { $0 }
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
        return line
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

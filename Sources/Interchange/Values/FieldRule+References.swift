package import BankModel

// References and suggestions. What people write, `us-n3@VERSION`, needs the bank to be understood;
// the form here needs nothing: `notice:DOT@DOT,DOT`, a dot being `HASH.INDEX`. In JSON it is
// {kind, record, dots}. A suggestion is `field=value`, `field=` to clear, `field+=value` for one more
// element; in JSON {field, value}.

/// A record and perhaps a version of it, as people name them: `us-n3`, `us-n3@0123456789abcdef`.
package struct ReferenceName: Equatable, Sendable {
    /// The record.
    package let id: SpokenID
    /// The version; nil for the record as such.
    package let version: VersionID?

    /// Reads what was typed.
    package init?(_ text: String) {
        let parts = text[...].trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard let id = parts.first.flatMap({ SpokenID(String($0)) }), parts.count <= 2 else {
            return nil
        }
        self.id = id
        version = parts.count == 2 ? VersionID(String(parts[1])) : nil
        if parts.count == 2, version == nil { return nil }
    }

    /// Reads what was typed, or {id, version?}; a `kind` beside them says nothing new.
    package init?(_ plain: Plain) {
        if case .text(let text) = plain {
            self.init(text)
            return
        }
        guard case .object(let members) = plain,
            members.allSatisfy({ ["id", "version", "kind"].contains($0.key) }),
            case .text(let id)? = members.first(where: { $0.key == "id" })?.value
        else { return nil }
        switch members.first(where: { $0.key == "version" })?.value {
        case nil, .null: self.init(id)
        case .text(let version): self.init("\(id)@\(version)")
        default: return nil
        }
    }
}

extension FieldRule {
    /// The reference that `KIND:DOT@DOT,DOT` means.
    func reference(typed text: String) throws(ValueError) -> Reference {
        let parts = text[...].trimmed.split(separator: "@", omittingEmptySubsequences: false)
        let halves = parts[0].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, halves.count == 2,
            let kind = ReferenceText.kind(named: String(halves[0])),
            let record = ReferenceText.dot(halves[1])
        else { throw error(text, "is not a record or a version of one") }
        var dots: [Dot] = []
        for dot in parts.count == 2 ? parts[1].split(separator: ",") : [] {
            guard let dot = ReferenceText.dot(dot) else { throw error(String(dot), "is not a dot") }
            dots.append(dot)
        }
        return try reference(kind, record, dots, from: text)
    }

    /// The reference that {kind, record, dots} means.
    func reference(plain: Plain, shown: String) throws(ValueError) -> Reference {
        let members = try members(of: plain, allowed: ["kind", "record", "dots"], shown: shown)
        guard let name = try optionalText("kind", in: members, shown: shown),
            let kind = ReferenceText.kind(named: name)
        else { throw error(shown, "names no kind of record") }
        guard let text = try optionalText("record", in: members, shown: shown),
            let record = ReferenceText.dot(text[...])
        else { throw error(shown, "names no record") }
        var dots: [Dot] = []
        if let plain = members.first(where: { $0.key == "dots" })?.value {
            guard case .list(let names) = plain else { throw error(shown, "has no list as `dots`") }
            for name in names {
                guard case .text(let text) = name, let dot = ReferenceText.dot(text[...]) else {
                    throw error(JSONWriter.text(name), "is not a dot")
                }
                dots.append(dot)
            }
        }
        return try reference(kind, record, dots, from: shown)
    }

    private func reference(
        _ kind: UInt32,
        _ record: RecordID,
        _ dots: [Dot],
        from text: String
    ) throws(ValueError) -> Reference {
        guard let reference = Reference(kind: kind, record: record, dots: dots.sorted()) else {
            throw error(
                text,
                "names no version: it has at most \(Limits.referenceDotsMax) dots, each once"
            )
        }
        return reference
    }

    /// The suggestion that `field=value` means.
    mutating func suggestion(typed text: String) throws(ValueError) -> Suggestion {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
            throw error(text, "does not say field=value")
        }
        var name = text[..<equals]
        if name.utf8.last == UInt8(ascii: "+") { name = name.dropLast() }
        let value = String(text[text.utf8.index(after: equals)...])
        return try suggestion(name.trimmed, .text(value), from: text)
    }

    /// The suggestion that {field, value} means.
    mutating func suggestion(plain: Plain, shown: String) throws(ValueError) -> Suggestion {
        let members = try members(of: plain, allowed: ["field", "value"], shown: shown)
        guard let name = try optionalText("field", in: members, shown: shown) else {
            throw error(shown, "has no `field`")
        }
        let value = members.first { $0.key == "value" }?.value ?? .null
        return try suggestion(name, value, from: shown)
    }

    /// Read by the rule of the field of the kind that is meant; where nothing says which kind, of the
    /// first that has such a field and takes such a value.
    private mutating func suggestion(
        _ name: String,
        _ plain: Plain,
        from text: String
    ) throws(ValueError) -> Suggestion {
        let kinds = subject.map { [$0] } ?? RuleSet.released.flatMap(\.kinds)
        var refusal = error(text, "suggests a field `\(Excerpt.of(name))` that there is not")
        for kind in kinds {
            guard let id = kind.fieldID(named: name), let field = kind.field(id) else { continue }
            do {
                let read = try ValuePlain.read(plain, as: field, in: charter, kind: kind)
                if let suggestion = Suggestion(field: id, value: read.value) {
                    for text in read.typed { keep(text) }
                    return suggestion
                }
                refusal = error(text, "suggests what cannot be suggested")
            } catch {
                refusal = self.error(text, "suggests \(error.message)", next: error.next)
            }
        }
        throw refusal
    }
}

/// References and suggestions as text and in JSON, without a bank to look into.
enum ReferenceText {
    static func text(of reference: Reference) -> String {
        let record = "\(name(ofKind: reference.kind)):\(text(of: reference.record))"
        if reference.dots.isEmpty { return record }
        return record + "@" + reference.dots.map(text).joined(separator: ",")
    }

    static func plain(of reference: Reference) -> Plain {
        .object([
            Plain.Member("kind", .text(name(ofKind: reference.kind))),
            Plain.Member("record", .text(text(of: reference.record))),
            Plain.Member("dots", .list(reference.dots.map { .text(text(of: $0)) })),
        ])
    }

    static func text(of suggestion: Suggestion) -> String {
        let field = FieldNaming.field(suggestion.field)
        let isElement = field != nil && field?.merge != .register
        return FieldNaming.name(of: suggestion.field) + (isElement ? "+=" : "=")
            + ValueText.text(of: suggestion.value)
    }

    static func plain(of suggestion: Suggestion) -> Plain {
        .object([
            Plain.Member("field", .text(FieldNaming.name(of: suggestion.field))),
            Plain.Member("value", ValuePlain.plain(of: suggestion.value)),
        ])
    }

    static func kind(named name: String) -> UInt32? {
        if let kind = RuleSet.released.lazy.compactMap({ $0.kind(named: name) }).first {
            return kind.number
        }
        return name.hasPrefix("kind-") ? UInt32(name.dropFirst("kind-".utf8.count)) : nil
    }

    static func name(ofKind number: UInt32) -> String {
        RuleSet.released.lazy.compactMap { $0.kind(number) }.first?.name ?? "kind-\(number)"
    }

    /// `HASH.INDEX`.
    static func dot(_ text: Substring) -> Dot? {
        let parts = text[...].trimmed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let hash = Hash256(hex: String(parts[0])),
            let index = UInt32(parts[1]), String(index) == parts[1]
        else { return nil }
        return Dot(entry: hash, index: index)
    }

    private static func text(of dot: Dot) -> String { "\(dot.entry.hex).\(dot.index)" }
}

/// What people call a field, whatever the kind.
package enum FieldNaming {
    /// The field with this number in the first kind that has it: a number means one field everywhere.
    package static func field(_ id: FieldID) -> Field? {
        RuleSet.released.flatMap(\.kinds).lazy.compactMap { $0.field(id) }.first
    }

    /// The name; `field-<number>` for one that this release does not know.
    package static func name(of id: FieldID) -> String {
        let kinds = RuleSet.released.flatMap(\.kinds)
        return (kinds.first { $0.field(id) != nil } ?? Kind.target).name(of: id)
    }
}

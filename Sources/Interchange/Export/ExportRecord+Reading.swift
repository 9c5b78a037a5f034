package import BankModel

extension ExportRecord {
    /// A record as the bank holds it, with the protective readings of what is in conflict in it.
    ///
    /// - Parameters:
    ///   - state: Its live state.
    ///   - id: The speakable id.
    ///   - kind: Its kind.
    ///   - charter: Whose categories say what buffer they imply.
    package init(_ state: RecordState, id: String, kind: Kind, charter: Charter) {
        let disputed = state.conflicts.map(\.field)
        var readings: [ExportField] = []
        if kind.field(.buffer) != nil, Self.isBufferOpen(state, disputed) {
            let buffer = state.buffer(under: charter)
            readings.append(ExportField(.buffer, [.millimetres(buffer)]))
        }
        if disputed.contains(.validity), let validity = state.validity {
            readings.append(ExportField(.validity, [.interval(validity)]))
        }
        for field in disputed where field.number == FieldID.allowedNumber {
            guard let permission = PartnerID(field.key).flatMap({ state.permission(of: $0) })
            else { continue }
            readings.append(ExportField(field, [.word(permission.rawValue)]))
        }
        self.init(
            id: id,
            kind: kind,
            version: state.version.id.description,
            isWithdrawn: state.isWithdrawn,
            fields: state.fields.map { ExportField($0.field, $0.live.map(\.value)) },
            readings: readings,
            isLifeDisputed: disputed.contains(.life)
        )
    }

    /// A buffer that nobody states follows from the category, so it is as open as that is.
    private static func isBufferOpen(_ state: RecordState, _ disputed: [FieldID]) -> Bool {
        if disputed.contains(.buffer) { return true }
        let isStated = state.live(.buffer).contains { $0.value != .cleared }
        return !isStated && disputed.contains(.category)
    }
}

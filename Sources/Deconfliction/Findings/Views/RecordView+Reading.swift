package import BankModel

extension RecordView {
    /// Reads a record's live state; `spoken` where its plain id would not tell it from others.
    ///
    /// `readingForm` answers the position that a text of `Sibling.typed` is, if it is one.
    package init(
        _ state: RecordState,
        spoken: String? = nil,
        charter: Charter,
        readingForm: (String) -> WrittenPosition? = { _ in nil }
    ) {
        self.spoken = spoken ?? Self.spokenID(of: state)
        id = state.id
        version = state.version
        kind = state.kind
        owner = state.owner
        isWithdrawn = state.isWithdrawn
        isDisputed = !state.conflicts.isEmpty
        formsDisagree = state.fields.contains { field in
            field.live.contains { Self.formsDisagree(in: $0, readingForm) }
        }
        buffer = state.kind == Kind.site.number ? state.buffer(under: charter) : 0
        validity = state.validity
        validities = Self.validities(of: state)
        reviewBy = state.earliest(.reviewBy)
        respondBy = state.earliest(.respondBy)
        let says = state.noticeStates
        states = NoticeState.allCases.filter { says.contains($0) }
        doers = Self.doers(of: state)
        permissions = charter.partners.map(\.id).sorted().compactMap { partner in
            state.permission(of: partner).map {
                PartnerPermission(partner: partner, permission: $0)
            }
        }
        functions = state.words(.function)
        externalIDs = state.words(.externalIDs)
        names = (state.texts(.name) + state.texts(.title)).map { PlainName($0) }
        extents = Self.extents(of: state, validity: state.validity)
    }

    /// Whether a position that was typed in another form is certainly none of the value's.
    ///
    /// A peer can sign as many words as a value may have: only a value with positions is asked, and no
    /// more of its words than until one of them disagrees.
    private static func formsDisagree(
        in sibling: Sibling,
        _ readingForm: (String) -> WrittenPosition?
    ) -> Bool {
        switch sibling.value {
        case .place, .volumes, .suggestion: break
        default: return false
        }
        return sibling.typed.contains { text in
            readingForm(text).map { !$0.agrees(with: sibling.value) } ?? false
        }
    }

    private static func spokenID(of state: RecordState) -> String {
        let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
        return SpokenID(
            partner: state.owner,
            letter: kind?.letter ?? "x",
            counter: state.counter
        ).description
    }

    /// A place holds as long as its record; a volume for its own time, where it names one.
    private static func extents(of state: RecordState, validity: Interval?) -> [Extent] {
        var volumes: [Volume] = []
        var known: Set<Value> = []
        let places = state.places.map { Volume(place: $0, time: validity) }
        let announced = state.volumes.map {
            Volume(place: $0.place, altitude: $0.altitude, time: $0.time ?? validity)
        }
        for volume in places + announced where known.insert(.volumes([volume])).inserted {
            volumes.append(volume)
        }
        return volumes.map { Extent($0) }
    }

    private static func validities(of state: RecordState) -> [Interval?] {
        let said = state.live(.validity).map { sibling -> Interval? in
            if case .interval(let interval) = sibling.value { interval } else { nil }
        }
        let distinct = Set(said.isEmpty ? [nil] : said)
        return distinct.sorted { left, right in
            (left?.from ?? .min, left?.until ?? .max) < (right?.from ?? .min, right?.until ?? .max)
        }
    }

    private static func doers(of state: RecordState) -> [PartnerID] {
        let leads = state.words(.lead).compactMap { PartnerID($0) }
        return Set(leads + [state.owner]).sorted()
    }
}

extension RecordState {
    /// Distinct words of a field, sorted by their bytes.
    fileprivate func words(_ field: FieldID) -> [String] {
        let words = Set(live(field).map(\.value)).compactMap { value in
            if case .word(let word) = value { word } else { nil }
        }
        return words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    fileprivate func texts(_ field: FieldID) -> [String] {
        live(field).compactMap { sibling in
            if case .text(let text) = sibling.value { text } else { nil }
        }
    }

    fileprivate func earliest(_ field: FieldID) -> Int64? {
        live(field).compactMap { sibling in
            if case .instant(let time) = sibling.value { time } else { nil }
        }
        .min()
    }
}

extension RecordState {
    /// Every place that the record may have: while siblings differ, all of them count.
    package var places: [Place] {
        live(.place).compactMap { sibling in
            if case .place(let place) = sibling.value { place } else { nil }
        }
    }

    /// Every volume that the record may fill: those of all siblings, of a notice's volumes and of a
    /// sector's areas.
    package var volumes: [Volume] {
        volumes(in: .volumes) + volumes(in: .areas)
    }

    private func volumes(in field: FieldID) -> [Volume] {
        live(field).flatMap { sibling -> [Volume] in
            if case .volumes(let volumes) = sibling.value { volumes } else { [] }
        }
    }

    /// Everything on the ground that the record may reach: its places, and those of its volumes.
    package var extents: [Place] { places + volumes.map(\.place) }

    /// The least that any sibling lets a partner do in a sector; nil where none says anything.
    package func permission(of partner: PartnerID) -> Permission? {
        live(.allowed(partner)).compactMap { sibling in
            if case .word(let word) = sibling.value { Permission(rawValue: word) } else { nil }
        }
        .max()
    }

    /// The states that a notice may have; several while siblings differ.
    package var noticeStates: [NoticeState] {
        live(.state).compactMap { sibling in
            if case .word(let word) = sibling.value { NoticeState(rawValue: word) } else { nil }
        }
    }

    /// Whether this is a notice that has not ended: it is in the bank, and by no more than some of its
    /// siblings ended or called off.
    ///
    /// The store keeps an index by it, which a change here makes wrong.
    package var isStandingNotice: Bool {
        guard kind == Kind.notice.number, !isWithdrawn else { return false }
        let states = noticeStates
        return states.isEmpty || states.contains { !$0.isFinal }
    }

    /// The largest buffer that any sibling states, in millimetres; where any states none, at least
    /// the largest that any of the record's categories implies.
    package func buffer(under charter: Charter) -> Int64 {
        let siblings = live(.buffer)
        let stated = siblings.compactMap { sibling -> Int64? in
            if case .millimetres(let length) = sibling.value { length } else { nil }
        }
        let implied = live(.category).compactMap { sibling -> Int64? in
            guard case .word(let word) = sibling.value else { return nil }
            return charter.categories.first { $0.word == word }?.buffer
        }
        let needsImplied = siblings.isEmpty || stated.count < siblings.count
        return (stated + (needsImplied ? implied : [])).max() ?? 0
    }

    /// The longest time in which the record may hold: the earliest start and the latest end of all
    /// siblings; nil, for always, where any sibling leaves the question open.
    package var validity: Interval? {
        let intervals = live(.validity).map { sibling -> Interval? in
            if case .interval(let interval) = sibling.value { interval } else { nil }
        }
        guard !intervals.isEmpty, !intervals.contains(nil) else { return nil }
        let known = intervals.compactMap(\.self)
        let froms = known.map(\.from)
        let untils = known.map(\.until)
        return Interval(
            from: froms.contains(nil) ? nil : froms.compactMap(\.self).min(),
            until: untils.contains(nil) ? nil : untils.compactMap(\.self).max()
        )
    }
}

extension Display {
    /// How many conflicts are open, and those of the page; where it says so, that there are more.
    package func lines(of list: ConflictList) -> [Line] {
        let more = list.next.map { [Line(), Line("more: jigctl conflicts --after \($0)", .dim)] }
        return heading(of: list) + lines(of: list.conflicts) + (more ?? [])
    }

    /// How many conflicts are open in all.
    package func heading(of list: ConflictList) -> [Line] {
        list.open == 0
            ? [Line("no open conflicts", .good)]
            : [Line(count(list.open, "open conflict"), .warning)]
    }

    /// Every conflict with its siblings side by side, and how to resolve it.
    package func lines(of conflicts: [OpenConflict]) -> [Line] {
        conflicts.flatMap { [Line()] + lines(of: $0) }
    }

    private func lines(of conflict: OpenConflict) -> [Line] {
        let what =
            switch conflict.kind {
            case .values: Line(conflict.field, .bold) + " has different values"
            case .editWithdrawal: Line("withdrawn on one side, edited on the other")
            }
        let name = conflict.name.map { Line(" \"\($0)\"") } ?? Line()
        let head =
            Line(conflict.id, .reference) + "  " + Line(conflict.record, .bold) + name + ": " + what
        return [head, Line("  opened ", .dim) + time(conflict.openedAt)]
            + sideBySide(conflict.siblings.map { block(of: $0, in: conflict) })
            + [Line("  settle it with a dot: ", .dim) + Line(command(for: conflict), .reference)]
    }

    private func command(for conflict: OpenConflict) -> String {
        "jigctl resolve \(conflict.id) --pick DOT --reason TEXT"
    }

    private func block(of sibling: Sibling, in conflict: OpenConflict) -> [Line] {
        let field = sibling.field ?? conflict.field
        let value = self.value(sibling.value)
        let shown = field == conflict.field ? value : Line("\(field) = ", .dim) + value
        let typed = sibling.typed.map { [Line("typed as ", .dim) + $0.joined(separator: " · ")] }
        let reason = sibling.reason.map { [Line("because: ", .dim) + $0] } ?? []
        return [author(sibling.partner, sibling.operatorName), shown] + (typed ?? []) + reason
            + [
                Line("written  ", .dim) + time(sibling.claimedAt),
                Line("received ", .dim) + time(sibling.receivedAt),
                Line(sibling.dot, .reference),
            ]
    }

    /// Blocks of lines in columns, as many beside each other as the width holds.
    private func sideBySide(_ blocks: [[Line]]) -> [Line] {
        let perRow = max(1, min(blocks.count, (width - 1) / (Self.blockWidthMin + 3)))
        let room = max(Self.blockWidthMin, (width - 1) / perRow - 3)
        return stride(from: 0, to: blocks.count, by: perRow).flatMap { start in
            row(Array(blocks[start..<min(start + perRow, blocks.count)]), columnWidth: room)
        }
    }

    private static let blockWidthMin = 30

    private func row(_ blocks: [[Line]], columnWidth: Int) -> [Line] {
        let columns = blocks.map { $0.flatMap { $0.wrapped(to: columnWidth) } }
        let widths = columns.map { $0.map(\.width).max() ?? 0 }
        let height = columns.map(\.count).max() ?? 0
        return (0..<height).map { index in
            columns.indices.reduce(Line(" ")) { line, column in
                let cell = index < columns[column].count ? columns[column][index] : Line()
                let isLast = column == columns.count - 1
                return line + Line(" │ ", .dim) + (isLast ? cell : cell.padded(to: widths[column]))
            }
        }
    }

    /// What a resolution came to.
    package func lines(of resolved: Resolved) -> [Line] {
        guard let version = resolved.version else {
            let waits = "kept as a draft until this node's past is known: see drafts"
            return [Line(resolved.id, .bold) + " " + Line(waits, .warning)]
        }
        return [
            Line(resolved.id, .bold) + " " + Line("resolved", .good) + Line("  version ", .dim)
                + Line(version, .reference)
        ] + waiting(resolved)
    }

    /// What resolving in one partner's favour came to.
    package func lines(of resolved: ResolvedAll) -> [Line] {
        let head = Line(count(resolved.resolved, "conflict") + " resolved", .good)
        let left = Line(", ") + Line("\(Self.grouped(resolved.skipped)) left open", .warning)
        return [resolved.skipped > 0 ? head + left : head] + waiting(resolved)
    }
}

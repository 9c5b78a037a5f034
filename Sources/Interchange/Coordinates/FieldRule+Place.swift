import BankModel
import Deconfliction

extension FieldRule {
    /// `POSITION,UNCERTAINTY`, or with a shape behind it (FieldRule+Shapes.swift).
    ///
    /// The position may be given in several forms with `=` between, as a report has it that says it
    /// twice. The first is the place; whether the others say the same is looked at by the check.
    mutating func place(typed text: String) throws(ValueError) -> Place {
        let (forms, rest) = try positions(leading: text)
        keep(forms)
        let typed = forms[0]
        guard let uncertaintyText = rest.first, !uncertaintyText.utf8.isEmpty else {
            throw error(text, "does not say how far off it may be, which is mandatory")
        }
        guard rest.count <= 2 else {
            throw error(text, "has more than a position, an uncertainty and a shape")
        }
        let uncertainty = try length(uncertaintyText)
        let (latitude, longitude) = (typed.position.latitude, typed.position.longitude)
        let shape = try rest.dropFirst().first.map { text throws(ValueError) in
            try self.shape(typed: text, at: latitude, longitude)
        }
        try check(uncertainty, of: typed, from: text)
        return try place(
            latitude,
            longitude,
            uncertainty,
            shape ?? .point,
            from: text
        )
    }

    /// Keeps the forms of one position that the value does not show.
    mutating func keep(_ forms: [TypedPosition]) {
        for (index, form) in forms.enumerated() where index > 0 || form.form != .decimalDegrees {
            keep(form.typed)
        }
    }

    /// A square leaves its position as uncertain as it is large.
    func check(
        _ uncertainty: Int64,
        of position: TypedPosition,
        from text: String
    ) throws(ValueError) {
        let least = position.leastUncertainty
        guard uncertainty < least else { return }
        throw error(
            text,
            "has an uncertainty of \(ValueText.metres(uncertainty)) m, less than the "
                + "\(ValueText.metres(least)) m that its square implies",
            next: "write more digits of the square, or an uncertainty of "
                + "\(ValueText.metres(least))m or more"
        )
    }

    /// The forms of the position that a text begins with, and the parts that follow.
    private func positions(
        leading text: String
    ) throws(ValueError) -> (forms: [TypedPosition], rest: ArraySlice<String>) {
        var texts = text.split(separator: "=", omittingEmptySubsequences: false)
        let parts = PositionText.parts(of: String(texts.removeLast()))
        do {
            var forms: [TypedPosition] = []
            for text in texts { forms.append(try PositionText.parse(text.trimmed)) }
            let last = try PositionText.parse(leading: parts, of: text)
            return (forms + [last.position], parts.dropFirst(last.parts))
        } catch {
            throw self.error(error.value, error.rule, next: error.next)
        }
    }

    /// A position and nothing else.
    func position(typed text: String) throws(ValueError) -> TypedPosition {
        do {
            return try PositionText.parse(text)
        } catch {
            throw self.error(error.value, error.rule, next: error.next)
        }
    }

    /// A place of checked coordinates, whose outline keeps the rules.
    ///
    /// Every outline that is written comes by here, whichever way it comes in.
    func place(
        _ latitude: Int32,
        _ longitude: Int32,
        _ uncertainty: Int64,
        _ shape: Place.Shape,
        from text: @autoclosure () -> String
    ) throws(ValueError) -> Place {
        guard
            let place = Place(
                latitude: latitude,
                longitude: longitude,
                uncertainty: uncertainty,
                shape: shape
            )
        else { throw error(text(), Self.refusal(of: shape)) }
        if let refusal = ShapeRule.refusal(of: place) {
            throw error(text(), "is refused: \(refusal)")
        }
        return place
    }

    /// Degrees × 1e-7 of a decimal number of degrees from -90 to 90.
    func latitude(_ text: some Collection<UInt8>) throws(ValueError) -> Int32 {
        do {
            return try DecimalDegrees.latitude(text)
        } catch {
            throw self.error(error.value, error.rule)
        }
    }

    /// Degrees × 1e-7 of a decimal number of degrees from -180 to 180.
    func longitude(_ text: some Collection<UInt8>) throws(ValueError) -> Int32 {
        do {
            return try DecimalDegrees.longitude(text)
        } catch {
            throw self.error(error.value, error.rule)
        }
    }
}

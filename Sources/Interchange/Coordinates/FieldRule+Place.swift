import BankModel
import Deconfliction

extension FieldRule {
    /// `POSITION,UNCERTAINTY`, or with a shape behind it (FieldRule+Shapes.swift).
    func place(typed text: String) throws(ValueError) -> Place {
        let parts = PositionText.parts(of: text)
        let (typed, count) = try position(leading: parts, of: text)
        let rest = parts.dropFirst(count)
        guard let uncertaintyText = rest.first, !uncertaintyText.utf8.isEmpty else {
            throw error(text, "does not say how far off it may be, which is mandatory")
        }
        guard rest.count <= 2 else {
            throw error(text, "has more than \(count == 2 ? "four" : "three") parts")
        }
        let uncertainty = try length(uncertaintyText)
        let (latitude, longitude) = (typed.position.latitude, typed.position.longitude)
        let shape = try rest.dropFirst().first.map { text throws(ValueError) in
            try self.shape(typed: text, at: latitude, longitude)
        }
        guard uncertainty >= typed.leastUncertainty else {
            throw error(
                text,
                "has an uncertainty of \(ValueText.metres(uncertainty)) m, less than the "
                    + "\(ValueText.metres(typed.leastUncertainty)) m that its square implies",
                next: "write more digits of the square, or an uncertainty of "
                    + "\(ValueText.metres(typed.leastUncertainty))m or more"
            )
        }
        return try place(
            latitude,
            longitude,
            uncertainty,
            shape ?? .point,
            from: text
        )
    }

    private func position(
        leading parts: [String],
        of text: String
    ) throws(ValueError) -> (position: TypedPosition, parts: Int) {
        do {
            return try PositionText.parse(leading: parts, of: text)
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

import ControlAPI

/// JSON requests into the types of `ControlAPI`.
enum JSONBody {
    /// The request that `bytes` are; a `Failure` of code 65 that names the place of what is wrong.
    static func decode<Body: Decodable>(
        _ type: Body.Type,
        _ shape: JSONShape,
        from bytes: [UInt8]
    ) throws(Failure) -> Body {
        try JSONChecker.check(bytes, against: shape)
        do {
            return try ControlJSON.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw failure(error)
        } catch {
            throw Failure(.badData, "the body: \(Escaping.text("\(error)", bytesMax: 200))")
        }
    }

    private static func failure(_ error: DecodingError) -> Failure {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            failure(context.codingPath, context.debugDescription)
        case .keyNotFound(let key, let context):
            failure(context.codingPath + [key], "missing")
        @unknown default: Failure(.badData, "the body is not what this route takes")
        }
    }

    private static func failure(_ path: [any CodingKey], _ problem: String) -> Failure {
        let place = path.reduce(into: "") { place, key in
            if let index = key.intValue {
                place += "[\(index)]"
            } else {
                place += place.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        let shown = place.isEmpty ? "" : "\(Escaping.text(place, bytesMax: 120)): "
        return Failure(.badData, "the body: \(shown)\(Escaping.text(problem, bytesMax: 200))")
    }
}

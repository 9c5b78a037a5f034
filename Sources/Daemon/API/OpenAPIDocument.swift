/// The description of the API, as `GET /v1/openapi.yaml` serves it.
enum OpenAPIDocument {
    static let text = ""
}

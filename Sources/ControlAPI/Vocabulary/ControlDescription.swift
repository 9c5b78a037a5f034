/// The OpenAPI 3.1 description of the control API, built into the program.
package enum ControlDescription {
    /// `openapi.yaml`, as `GET /v1/openapi.yaml` serves it.
    package static let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
}

import ControlAPI

/// The two routes that are about the daemon and not about the bank.
package struct ControlPages: Sendable {
    private let registry: PrometheusRegistry
    private let servesMetrics: @Sendable () -> Bool
    private let openAPI: String

    /// Pages from a registry and the text of `openapi.yaml`; `servesMetrics` is asked each time.
    package init(
        registry: PrometheusRegistry,
        servesMetrics: @escaping @Sendable () -> Bool,
        openAPI: String
    ) {
        self.registry = registry
        self.servesMetrics = servesMetrics
        self.openAPI = openAPI
    }

    func metrics() throws(Failure) -> RouteAnswer {
        guard servesMetrics() else {
            throw Failure(
                .unknown,
                "metrics are switched off",
                next: "set `metrics: true` in jigd.yaml"
            )
        }
        return .text(registry.page(), mediaType: PrometheusText.contentType)
    }

    func description() -> RouteAnswer { .text(openAPI, mediaType: "application/yaml") }
}

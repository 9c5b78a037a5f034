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

    /// How the node stands, which is asked for only where metrics are served, and what it counted.
    func metrics(of status: () async throws -> Status) async throws -> RouteAnswer {
        guard servesMetrics() else {
            throw Failure(
                .unknown,
                "metrics are switched off",
                next: "set `metrics: true` in jigd.yaml"
            )
        }
        let page = StatusGauges.page(try await status()) + registry.page()
        return .text(page, mediaType: PrometheusText.contentType)
    }

    func description() -> RouteAnswer { .text(openAPI, mediaType: "application/yaml") }
}

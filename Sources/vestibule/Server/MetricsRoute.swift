import Crypto
import Foundation
import Hummingbird
import PortalWeb

/// `/metrics`, for whoever has the operator's token. Without one in the settings there is no such page.
struct MetricsRoute: Sendable {
    let page: MetricsPage
    /// A digest, so that comparing it takes the same time whatever was sent.
    private let token: SHA256Digest?

    init(page: MetricsPage, token: String?) {
        self.page = page
        self.token = token.map { SHA256.hash(data: Data($0.utf8)) }
    }

    var operation: PortalWeb.Operation {
        Operation(
            .get, "/metrics", "readMetrics", "The server's figures, for Prometheus, with the operator's token",
            answers: [
                .text("Prometheus' text format."), .text("Not with this token.", status: .unauthorized),
                .text("Nobody may read them here.", status: .notFound),
            ], use: answer)
    }

    @Sendable private func answer(_ request: Request, _ context: PortalContext) async throws -> Response {
        guard let token else { return MachineRoutes.text("not found\n", .notFound) }
        let given = request.headers[.authorization].flatMap { $0.wholeMatch(of: /(?i:Bearer) +([\x21-\x7E]+)/)?.1 } ?? ""
        guard SHA256.hash(data: Data(given.utf8)) == token else {
            var response = MachineRoutes.text("the bearer token is missing or wrong\n", .unauthorized)
            response.headers[.wwwAuthenticate] = "Bearer"
            return response
        }
        var response = MachineRoutes.text(try await page.text(), .ok)
        response.headers[.contentType] = PrometheusText.contentType
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

import Hummingbird
import PortalCore
import SignalingProtocol

/// `/v1/…`: what staff do in the portal, for programs; and `/openapi.json`, which says all of it.
struct APIRoutes {
    /// Every operation, by what it is about: the one list that routes and document are made of.
    let operations: [Operation]
    private let portal: Portal

    /// - Parameter others: Operations of other parts of the program, to be served and documented with them.
    init(portal: Portal, others: [Operation] = []) {
        self.portal = portal
        operations =
            PracticeOperations(portal: portal).operations + ClientOperations(portal: portal).operations
            + AccountOperations(portal: portal).operations + AccountAccessOperations(portal: portal).operations
            + ProspectOperations(portal: portal).operations + AssignmentOperations(portal: portal).operations
            + SessionOperations(portal: portal).operations + SessionChangeOperations(portal: portal).operations
            + PaymentOperations(portal: portal).operations + LinkOperations(portal: portal).operations
            + EntryOperations(portal: portal).operations + WebhookOperations(portal: portal).operations
            + AuditOperations(portal: portal).operations + others
    }

    func add(to router: Router<PortalContext>) {
        let byKey = router.group().add(middleware: APIKeyMiddleware(portal: portal)).add(middleware: ProblemMiddleware(pages: portal.pages))
        for operation in operations {
            let path = RouterPath(operation.path)
            if operation.scope == nil {
                router.on(path, method: operation.method, use: operation.respond)
            } else {
                byKey.on(path, method: operation.method, use: operation.respond)
            }
        }
        OpenAPIRoute(OpenAPIDocument(operations)).add(to: router)
    }
}

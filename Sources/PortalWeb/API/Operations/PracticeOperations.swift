import HTTPTypes
import PortalCore
import SignalingProtocol
import Storage

/// `/v1/practice`, `/v1/services`, `/v1/team`: whose key it is.
struct PracticeOperations {
    let portal: Portal

    var operations: [Operation] {
        [
            Operation(.get, "/v1/practice", "readPractice", .readPractice, "The practice that the key is of", in: portal, use: practice),
            Operation(
                .get, "/v1/services", "listServices", .readPractice, "The kinds of sessions that it holds, by name", in: portal,
                use: services),
            Operation(.get, "/v1/team", "listTeam", .readPractice, "Who works or worked there, by name", in: portal, use: team),
        ]
    }

    func practice(_ call: APICall) async throws -> PracticeResource {
        PracticeResource(call.practice, portalURL: portal.settings.publicURL + Places(practice: call.practice.slug).portal)
    }

    func services(_ call: APICall) async throws -> List<ServiceResource> {
        List(items: try await call.store.services(in: call.practice.id).map(ServiceResource.init))
    }

    func team(_ call: APICall) async throws -> List<StaffResource> {
        List(items: try await call.store.team(of: call.practice.id).map(StaffResource.init))
    }
}

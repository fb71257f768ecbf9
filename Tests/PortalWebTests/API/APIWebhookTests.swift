import HTTPTypes
import HummingbirdTesting
import PortalCore
import SignalingProtocol
import Storage
import Testing

@testable import PortalWeb

@Suite("Webhooks by the API")
struct APIWebhookTests {
    private func body(_ url: String = "https://program.example/hooks", events: String = #"["session.created","session.created"]"#) -> String {
        #"{"url":"\#(url)","events":\#(events)}"#
    }

    @Test func `a webhook is added, told its secret, given a new one, tested and removed`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world, scopes: [.writeWebhooks])
            let made = try await program.post("/v1/webhooks", body())
            #expect(made.status == .created && made.location == "/v1/webhooks")
            let hook = try made.json(WebhookResource.self)
            #expect(hook.events == [.sessionCreated] && hook.secret.hasPrefix("whsec_"))
            #expect(try await program.get("/v1/webhooks").json(List<WebhookResource>.self).items == [hook])
            let renewed = try await program.post("/v1/webhooks/\(hook.id)/secret").json(WebhookResource.self)
            #expect(renewed.id == hook.id && renewed.secret != hook.secret)
            #expect(try await program.post("/v1/webhooks/\(hook.id)/test").status == .noContent)
            #expect(try await world.store.lastNotice(to: hook.id, in: world.practice.id)?.state == .due)
            #expect(try await program.send(.delete, "/v1/webhooks/\(hook.id)").status == .noContent)
            #expect(try await program.send(.delete, "/v1/webhooks/\(hook.id)").problem().status == 404)
            #expect(try await world.store.webhooks(of: world.practice.id).isEmpty)
        }
    }

    @Test func `an address that can't be told, and one webhook too many, are refused with what is wrong`() async throws {
        let world = try await World()
        try await world.test { client async throws in
            let program = try await APIProgram(client, world)
            for address in ["http://program.example/", "https://localhost/", "ftp://program.example/", "x"] {
                let answer = try await program.post("/v1/webhooks", body(address))
                #expect(try answer.status == .unprocessableContent && answer.problem().pointers == ["/url"], "\(address)")
            }
            for events in ["[]", #"["webhook.test"]"#, #"["everything"]"#] {
                let answer = try await program.post("/v1/webhooks", body(events: events))
                #expect(try answer.problem().pointers.allSatisfy { $0.hasPrefix("/events") }, "\(events)")
                #expect(answer.status == .unprocessableContent, "\(events)")
            }
            for _ in 0..<PortalStore.webhooksPerPractice { #expect(try await program.post("/v1/webhooks", body()).status == .created) }
            #expect(try await program.post("/v1/webhooks", body()).problem().code == "too_many_webhooks")
        }
    }
}

import ArgumentParser

@main
struct Vestibule: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vestibule", abstract: "Video appointments for therapists and clinics.",
        subcommands: [
            ServeCommand.self, DemoCommand.self, PracticeCommand.self, StaffCommand.self, ClientCommand.self, AccountCommand.self,
            BookingCommand.self, LinkCommand.self, TokenCommand.self, APIKeyCommand.self, AuditCommand.self, BackupCommand.self,
            RestoreCommand.self, RoutesCommand.self, MigrateCommand.self, CheckConfigCommand.self, DoctorCommand.self,
        ])
}

namespace Duet.Server.Configuration;

/// <summary>Holds the configuration against <see cref="OptionRules"/> and reports everything that is wrong with it, a line each.</summary>
internal static class ConfigurationCheck
{
    private const string Root = "Duet";

    /// <exception cref="StartupException">Some value is not allowed, or a key is unknown.</exception>
    public static void Run(IConfiguration configuration)
    {
        var faults = configuration.GetSection(Root).AsEnumerable()
            .Where(entry => entry.Value is not null && entry.Key.StartsWith(Root + ":", StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
            .Select(entry => FaultOf(entry.Key, entry.Value!))
            .Append(KeyWithoutCertificate(configuration))
            .OfType<string>()
            .ToList();

        if (faults.Count > 0) throw new StartupException(string.Join(Environment.NewLine, faults));
    }

    private static string? FaultOf(string key, string value)
    {
        var rule = OptionRules.All.FirstOrDefault(rule => rule.Governs(key));
        var whatItIs = IsSecret(key) ? "is set" : $"is '{value}'";
        if (rule is null) return $"{key} {whatItIs}: there is no option of this name; --help lists them all.";
        if (rule.IsAllowed(value)) return null;

        return IsSecret(key) ? $"{key} must be {rule.Allowed}." : $"{key} {whatItIs}: it must be {rule.Allowed}.";
    }

    private static string? KeyWithoutCertificate(IConfiguration configuration) =>
        configuration["Duet:Certificate:KeyPath"] is { } keyPath && configuration["Duet:Certificate:Path"] is null
            ? $"Duet:Certificate:KeyPath is '{keyPath}', but Duet:Certificate:Path is not set: it must name the key's certificate."
            : null;

    private static bool IsSecret(string key) =>
        key.EndsWith(":Secret", StringComparison.OrdinalIgnoreCase)
        || key.EndsWith(":Credential", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith("Duet:Turn:User", StringComparison.OrdinalIgnoreCase);
}

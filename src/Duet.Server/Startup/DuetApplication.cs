namespace Duet.Server.Startup;

/// <summary>The whole application, built but not started.</summary>
internal static class DuetApplication
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <param name="args">The command line.</param>
    /// <param name="replaceServices">What a test puts in the place of, such as the clock.</param>
    /// <exception cref="Configuration.StartupException">The configuration is not valid.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? replaceServices = null)
    {
        // Not the working directory: Duet behaves the same wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddDuet();
        builder.ListenAsConfigured();
        replaceServices?.Invoke(builder.Services);

        // The host logs what its start throws, stack trace and all, and throws it again: to say it once, from Program, is enough.
        var lifetime = default(IHostApplicationLifetime);
        builder.Logging.AddFilter(
            HostCategory, level => level >= LogLevel.Warning && lifetime is { ApplicationStarted.IsCancellationRequested: true });

        var app = builder.Build();
        lifetime = app.Lifetime;
        app.MapDuet();
        return app;
    }

    /// <summary>Starts it; false where it was told to stop before it had started, which the host answers with an exception.</summary>
    public static async Task<bool> TryStartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }
}

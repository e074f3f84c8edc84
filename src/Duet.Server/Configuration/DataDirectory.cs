namespace Duet.Server.Configuration;

/// <summary>Where Duet keeps what it generates. Made when it is first needed, open to its owner only.</summary>
internal sealed class DataDirectory(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyDirectory = OwnerOnly | UnixFileMode.UserExecute;

    private const string Key = "Duet:DataDirectory";

    /// <exception cref="StartupException">None is configured and the platform names none.</exception>
    public static DataDirectory From(IConfiguration configuration)
    {
        if (configuration[Key] is { } configured) return new DataDirectory(Path.GetFullPath(configured, Directory.GetCurrentDirectory()));

        var userData = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return userData.Length > 0
            ? new DataDirectory(Path.Combine(userData, "duet"))
            : throw new StartupException($"{Key} is not set, and this user has no home directory to keep data in: set it to a directory.");
    }

    public string PathOf(string fileName) => Path.Combine(path, fileName);

    /// <summary>Writes a file as a whole or not at all: a reader never sees half of it.</summary>
    /// <exception cref="StartupException">The directory cannot be written to.</exception>
    public void Write(string fileName, string text)
    {
        var temporary = PathOf($"{fileName}.{Guid.NewGuid():N}.tmp");
        try
        {
            CreateDirectory();
            using (var file = new StreamWriter(temporary, OwnerOnlyFile())) file.Write(text);
            File.Move(temporary, PathOf(fileName), overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{Key} is '{path}': it must be a directory that this user can write to ({refused.Message})", refused);
        }
    }

    private static FileStreamOptions OwnerOnlyFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private void CreateDirectory()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnlyDirectory);
    }
}

"""What people may ask of what is held about them: who looked, what is held, holds, erasing, retention."""

import os
print(os.environ['V'] + f"{{x}}")

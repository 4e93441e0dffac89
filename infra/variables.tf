# Set values in infra/dev.tfvars and infra/production.tfvars. `make infra STAGE=dev` reads the file of the stage.

variable "region" {
  description = "The region of everything. It must equal aws_region in zappa_settings.json."
  type        = string
  default     = "us-east-1"
}

variable "public_url" {
  description = "The public address, such as https://cars.example.com; \"\" for API Gateway's own address."
  type        = string
  default     = ""
}

variable "cors_origins" {
  description = "Origins whose scripts can read the API and the pictures; [\"*\"] for all."
  type        = list(string)
  default     = ["*"]

  validation {
    condition     = length(var.cors_origins) > 0
    error_message = "Name at least one origin, or \"*\" for all."
  }
}

variable "renders" {
  description = "Whether the app makes renders. Then it reads OpenAI's key from Parameter Store."
  type        = bool
  default     = true
}

variable "image_daily_budget_usd" {
  description = "The most that renders can cost in a UTC day, in USD. The app never spends more."
  type        = number
  default     = 5
}

variable "kiosk_pin_hash" {
  description = "The hash of the kiosks' staff PIN, as `flask --app configurator kiosk-pin` prints it; \"\" for no staff page. Keep it to yourself: a short PIN can be found from its hash."
  type        = string
  default     = ""

  validation {
    condition     = var.kiosk_pin_hash == "" || can(regex("^(scrypt|pbkdf2):[a-z0-9:]+[$][^$]+[$][0-9a-f]+$", var.kiosk_pin_hash))
    error_message = "This is not the hash of a PIN: use the line that `flask --app configurator kiosk-pin` prints."
  }
}

variable "settings" {
  description = "More settings of the app, such as IMAGE_MODEL, USER_ACCESS and STAFF_TOKEN_HASH. No secrets."
  type        = map(string)
  default     = {}

  validation {
    condition = length(setsubtract(keys(var.settings), [
      "CONTACT", "IMAGE_CLIENT_DAILY", "IMAGE_MODEL", "IMAGE_PARAMETERS", "IMAGE_QUALITY", "IMAGE_RATE_IMAGE", "IMAGE_RATE_OUTPUT",
      "IMAGE_RATE_TEXT", "IMAGE_REFERENCE", "IMAGE_SIZE", "IMAGE_TIMEOUT_SECONDS", "KIOSK_BUDGET_PERCENT", "KIOSK_COUNTDOWN_SECONDS", "KIOSK_IDLE_SECONDS", "KIOSK_USER_DAYS",
      "OPENAI_BASE_URL", "PICTURES_URL", "RATE_LIMITS", "RATE_LIMIT_CREATE", "RATE_LIMIT_DRAW", "RATE_LIMIT_READ",
      "RATE_LIMIT_RENDER", "STAFF_TOKEN_HASH", "STATIC_BASE", "USER_ACCESS",
    ])) == 0
    error_message = "One of these names can't be set here: see the list in this variable's validation. outputs.tf sets the others."
  }
}

variable "alarm_email" {
  description = "The email address for alarms; \"\" for none."
  type        = string
  default     = ""
}

variable "monthly_budget_usd" {
  description = "The monthly budget of the whole AWS account, in USD. AWS sends email at 80 % and when it forecasts an excess. It stops nothing."
  type        = number
  default     = 50
}

variable "log_days" {
  description = "The number of days for which the function's log is kept."
  type        = number
  default     = 30
}

variable "protected" {
  description = "Whether tables and pictures are protected against terraform destroy."
  type        = bool
  default     = true
}
